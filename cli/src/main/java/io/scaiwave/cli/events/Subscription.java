package io.scaiwave.cli.events;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.ErrorListener;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.scaiwave.cli.CliFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A plain subscription that comes back by itself after a lost connection. */
record Subscription(String natsUrl, byte[] creds, String subject, BooleanSupplier wanted) {
    private static final Duration TICK = Duration.ofMillis(250);

    /** Hands over messages until {@code limits} says it is enough; the count of those handed over. */
    long follow(Limits limits, Consumer<Message> each) {
        try (Connection connection = Nats.connect(options())) {
            var subscription = connection.subscribe(subject);
            connection.flush(Duration.ofSeconds(5));
            refuseIfDenied(connection);
            System.err.println("listening on " + subject);
            long seen = 0;
            while (!limits.reached(seen)) {
                Message message = subscription.nextMessage(TICK);
                if (message != null) {
                    each.accept(message);
                    seen++;
                }
            }
            return seen;
        } catch (IOException | TimeoutException e) {
            throw new CliFailure("no connection to " + natsUrl, e);
        } catch (IllegalStateException e) {
            throw new CliFailure("the server ended the connection (credentials revoked or expired?)", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliFailure("interrupted");
        }
    }

    /** The server says no before it answers the flush, and goes on: nothing would ever come. */
    private void refuseIfDenied(Connection connection) {
        String error = connection.getLastError();
        if (error != null && error.toLowerCase(Locale.ROOT).contains("permissions violation")) {
            throw new CliFailure("these credentials may not listen on " + subject);
        }
    }

    private Options options() {
        return Options.builder()
                .server(natsUrl)
                .authHandler(Nats.staticCredentials(creds))
                .connectionTimeout(Duration.ofSeconds(5))
                .maxReconnects(-1)
                .reconnectWait(Duration.ofMillis(500))
                .connectionListener(this::tell)
                .errorListener(new Refusals(wanted))
                .build();
    }

    /** Silent at the end, when our own giving back of the credentials ends the connection. */
    private void tell(Connection connection, ConnectionListener.Events event) {
        if (!wanted.getAsBoolean()) {
            return;
        }
        switch (event) {
            case DISCONNECTED -> System.err.println("connection lost, trying again");
            case RECONNECTED -> System.err.println("connected again");
            default -> {}
        }
    }

    private record Refusals(BooleanSupplier wanted) implements ErrorListener {
        @Override
        public void errorOccurred(Connection connection, String error) {
            if (wanted.getAsBoolean()) {
                System.err.println("the server says: " + error);
            }
        }
    }
}
