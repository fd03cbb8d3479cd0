package io.scaiwave.cli.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Against the real server of the test installation. */
class SubCommandTest {
    private static final String NATS = environment("SCAIWAVE_NATS_URL");
    private static final Path CREDS = Path.of(environment("SCAIWAVE_NATS_ADMIN_CREDENTIALS"));

    private final String subject = "probe." + UUID.randomUUID();

    @Test
    void itEndsAfterTheWantedNumberOfEventsAndPrintsEach() throws Exception {
        PrintStream out = System.out;
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        System.setOut(new PrintStream(seen, true, StandardCharsets.UTF_8));
        try {
            CompletableFuture<Integer> status = CompletableFuture.supplyAsync(command(2, 30)::call);
            publishUntil(status);
            assertThat(status.get(30, TimeUnit.SECONDS)).isZero();
        } finally {
            System.setOut(out);
        }
        assertThat(seen.toString(StandardCharsets.UTF_8)).hasLineCount(2).contains(subject);
    }

    @Test
    void fewerEventsThanWantedIsAFailure() {
        assertThat(command(1, 1).call()).isEqualTo(1);
    }

    @Test
    void aTimeLimitAloneIsAnEnd() {
        assertThat(command(0, 1).call()).isZero();
    }

    private SubCommand command(long count, long timeout) {
        SubCommand command = new SubCommand();
        command.nats = NATS;
        command.creds = CREDS;
        command.subject = subject;
        command.count = count;
        command.timeout = timeout;
        return command;
    }

    /** The subscription exists at some moment; messages sent before it are lost, as they are for every subscriber. */
    private void publishUntil(CompletableFuture<Integer> done) throws Exception {
        try (Connection connection = Nats.connect(Options.builder()
                .server(NATS)
                .authHandler(Nats.credentials(CREDS.toString()))
                .build())) {
            for (int i = 0; i < 200 && !done.isDone(); i++) {
                connection.publish(subject, "{}".getBytes(StandardCharsets.UTF_8));
                connection.flush(Duration.ofSeconds(5));
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    private static String environment(String name) {
        return Objects.requireNonNull(System.getenv(name), name + " is not set: run by ./dev test cli");
    }
}
