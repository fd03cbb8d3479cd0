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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Against the real server of the test installation. */
class SubCommandTest {
    private static final String NATS = environment("SCAIWAVE_NATS_URL");
    private static final Path CREDS = Path.of(environment("SCAIWAVE_NATS_ADMIN_CREDENTIALS"));

    private final String subject = "probe." + UUID.randomUUID();

    @Test
    void itEndsAfterTheWantedNumberOfEventsAndPrintsEach() throws Exception {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        CompletableFuture<String> listening = new CompletableFuture<>();
        System.setOut(new PrintStream(seen, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8) {
            @Override
            public void println(@Nullable String line) {
                super.println(line);
                listening.complete(line);
            }
        });
        try {
            CompletableFuture<Integer> status = CompletableFuture.supplyAsync(command(2, 60)::call);
            assertThat(listening.get(30, TimeUnit.SECONDS)).isEqualTo("listening on " + subject);
            publish(3);
            assertThat(status.get(60, TimeUnit.SECONDS)).isZero();
        } finally {
            System.setOut(out);
            System.setErr(err);
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

    private void publish(int times) throws Exception {
        try (Connection connection = Nats.connect(Options.builder()
                .server(NATS)
                .authHandler(Nats.credentials(CREDS.toString()))
                .build())) {
            for (int i = 0; i < times; i++) {
                connection.publish(subject, "{}".getBytes(StandardCharsets.UTF_8));
            }
            connection.flush(Duration.ofSeconds(5));
        }
    }

    private static String environment(String name) {
        return Objects.requireNonNull(System.getenv(name), name + " is not set: run by ./dev test cli");
    }
}
