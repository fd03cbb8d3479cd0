package io.scaiwave.tenant.events;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import io.quarkus.virtual.threads.VirtualThreads;
import io.scaiwave.tenancy.id.CredentialId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;

/**
 * The stream inside a tenant's own account that keeps its room events for a while, with one pull consumer for each
 * durable credential. Made and unmade by a user of that account that lives for the length of one call.
 */
@ApplicationScoped
class ReplayStreams {

    static final String STREAM = "ROOMS";
    private static final int STREAM_NOT_FOUND = 10059;
    private static final Duration PASS = Duration.ofMinutes(1);

    private final EventsConfig config;
    private final EventAccounts accounts;
    private final ExecutorService blocking;
    private final Clock clock;

    ReplayStreams(EventsConfig config, EventAccounts accounts, @VirtualThreads ExecutorService blocking, Clock clock) {
        this.config = config;
        this.accounts = accounts;
        this.blocking = blocking;
        this.clock = clock;
    }

    /** Brings stream and consumers to what the account's live durable credentials need. */
    Uni<Void> sync(EventAccount account) {
        return Uni.createFrom()
                .<Void>item(() -> {
                    work(account);
                    return null;
                })
                .runSubscriptionOn(blocking);
    }

    private void work(EventAccount account) {
        try (Connection connection = Nats.connect(options(account))) {
            JetStreamManagement management = connection.jetStreamManagement();
            ensureStream(management);
            Set<String> wanted = new HashSet<>();
            account.durables().forEach(id -> wanted.add(consumerOf(id)));
            Set<String> existing = new HashSet<>(management.getConsumerNames(STREAM));
            for (String name : wanted) {
                if (!existing.contains(name)) {
                    management.createConsumer(STREAM, consumer(name));
                }
            }
            for (String name : existing) {
                if (!wanted.contains(name)) {
                    management.deleteConsumer(STREAM, name);
                }
            }
        } catch (IOException e) {
            throw new NatsAwayException();
        } catch (JetStreamApiException e) {
            throw new IllegalStateException("A tenant's replay stream could not be made", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NatsAwayException();
        }
    }

    private void ensureStream(JetStreamManagement management) throws IOException, JetStreamApiException {
        try {
            management.getStreamInfo(STREAM);
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() != STREAM_NOT_FOUND) {
                throw e;
            }
            management.addStream(stream());
        }
    }

    /** When full, the oldest events go: a subscriber that stays away too long reads them by the API instead. */
    private StreamConfiguration stream() {
        EventsConfig.Account limits = config.account();
        return StreamConfiguration.builder()
                .name(STREAM)
                .subjects(AccountClaim.ROOMS)
                .storageType(StorageType.File)
                .discardPolicy(DiscardPolicy.Old)
                .maxAge(limits.replay())
                .maxBytes(limits.storageBytes() / limits.replicas())
                .replicas(limits.replicas())
                .duplicateWindow(Duration.ofMinutes(2))
                .build();
    }

    private ConsumerConfiguration consumer(String name) {
        return ConsumerConfiguration.builder()
                .durable(name)
                .deliverPolicy(DeliverPolicy.New)
                .ackPolicy(AckPolicy.Explicit)
                .ackWait(Duration.ofSeconds(30))
                .maxAckPending(config.account().ackPending())
                .build();
    }

    private Options options(EventAccount account) {
        NatsKey user = NatsKey.newUser();
        Instant now = clock.instant();
        String pass = new UserClaim(
                        "platform",
                        user.publicKey(),
                        account.publicKey(),
                        now,
                        now.plus(PASS),
                        new UserClaim.Permissions(List.of("$JS.API.>"), List.of("_INBOX.>")))
                .sign(accounts.signingKey(account), config.account());
        return Options.builder()
                .servers(config.url().split(","))
                .authHandler(Nats.staticCredentials(pass.toCharArray(), user.seed()))
                .connectionTimeout(config.answerTimeout())
                .noReconnect()
                .errorListener(new QuietErrors())
                .build();
    }

    static String consumerOf(CredentialId id) {
        return id.wire();
    }
}
