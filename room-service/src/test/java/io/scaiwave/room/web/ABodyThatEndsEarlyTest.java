package io.scaiwave.room.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.scaiwave.room.testing.Installation;
import io.scaiwave.room.testing.Rest;
import io.scaiwave.room.testing.Tenant;
import io.scaiwave.room.testing.Tenant.User;
import io.scaiwave.tenancy.token.InternalTokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A caller that goes away in the middle of its request is its own affair: a line for whoever looks, no fault of ours. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class ABodyThatEndsEarlyTest {

    private static final Logger ROOT = Logger.getLogger("");
    private static final Logger MAPPERS = Logger.getLogger("io.scaiwave.tenancy.web.ProblemMappers");

    private final User alice = Tenant.fresh().user();
    private final List<LogRecord> said = new CopyOnWriteArrayList<>();
    private final Handler ear = new Handler() {
        @Override
        public void publish(LogRecord record) {
            said.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        ear.setLevel(Level.ALL);
        ROOT.addHandler(ear);
        MAPPERS.setLevel(Level.FINE);
    }

    @AfterEach
    void stop() {
        ROOT.removeHandler(ear);
        MAPPERS.setLevel(null);
    }

    @Test
    void isOneLineAndNoError() {
        String room = Rest.room(alice, "group");

        // One that has gone before anybody began to read is not noticed at all: then another goes.
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    cutOff("/v1/rooms/" + room + "/send", "{\"content\":{\"body\":\"" + "x".repeat(20_000));
                    return said.stream().anyMatch(ABodyThatEndsEarlyTest::isAboutIt);
                });
        Rest.send(alice, room, "whole").then().statusCode(201);
        assertThat(said).noneMatch(line -> line.getThrown() instanceof IOException);
        assertThat(said)
                .filteredOn(line -> MAPPERS.getName().equals(line.getLoggerName()))
                .allMatch(ABodyThatEndsEarlyTest::isAboutIt)
                .allMatch(line -> line.getLevel().intValue() < Level.INFO.intValue());
    }

    private static boolean isAboutIt(LogRecord line) {
        return Objects.requireNonNullElse(line.getMessage(), "").contains("A caller went away");
    }

    private void cutOff(String path, String part) throws IOException {
        int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        String request =
                "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n%s: %s\r\nContent-Length: 50000\r\n\r\n%s"
                        .formatted(path, InternalTokens.HEADER, alice.token(), part);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
        }
    }
}
