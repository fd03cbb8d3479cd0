package io.scaiwave.system.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaiwave.system.commands.Shell.Result;
import io.scaiwave.system.commands.Shell.Running;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** A newcomer's first hour, in order, on an installation of its own: the README's tour as printed, then each command. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DevDoesWhatItSaysST {

    private static final List<String> PARTS =
            List.of("postgres", "redis", "nats", "tenant-service", "identity-gateway", "room-service");

    private final int portBase = freePorts();
    private final Shell shell = new Shell(portBase);

    /** Below those that the system lends to whoever calls out: such a port looks free until it is bound. */
    private static int freePorts() {
        return IntStream.iterate(31_040, base -> base < 32_740, base -> base + 40)
                .filter(base -> IntStream.rangeClosed(0, 23).noneMatch(offset -> isTaken(base + offset)))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isTaken(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @AfterAll
    void clean() {
        shell.close();
    }

    /** All blocks in one shell that is not interactive; only the port in the first is another. */
    @Test
    @Order(1)
    void theReadmesTourEndsWithTheMessageOnOneScreenOnly() throws IOException {
        String readme = Files.readString(shell.folder().resolve("README.md"));
        StringBuilder tour =
                new StringBuilder("tour=\"$(mktemp -d)\"; trap 'rm -rf \"$tour\"' EXIT; cd \"$tour\"; ln -s "
                        + shell.folder() + "/dev dev\n");
        Matcher block = Pattern.compile("```bash\n(.*?)```", Pattern.DOTALL).matcher(readme);
        while (block.find()) {
            tour.append(block.group(1)).append("echo ---\n");
        }

        Result toured = shell.run(tour.toString().replace("SCAIWAVE_PORT_BASE=8080", "SCAIWAVE_PORT_BASE=" + portBase));

        String[] parts = toured.said().split("---\n", -1);
        assertThat(parts).as(toured.said()).hasSize(7);
        assertThat(parts[1]).as(toured.said()).contains("\"status\":\"provisioning\"", "\"status\":\"active\"");
        assertThat(parts[3].lines().filter(line -> line.contains("Hello, acme!")))
                .as(parts[3])
                .hasSizeGreaterThanOrEqualTo(2);
        assertThat(parts[4]).contains("listening", "\"SW_ROOM_NOT_FOUND\"", "\"SW_AUTH_TENANT_MISMATCH\"");
        assertThat(parts[4]).doesNotContain("Hello");
        assertThat(toured.status()).isZero();
        shell.awaitNoProcess();
        assertThat(shell.installation()).isDirectory();
    }

    @Test
    @Order(2)
    void aStoppedInstallationSaysThatAllOfItIsDown() {
        Result status = shell.run("./dev status");

        assertThat(status.status()).isNotZero();
        assertThat(status.said().lines().filter(line -> line.endsWith("down"))).hasSize(PARTS.size());
        shell.awaitNoProcess();
    }

    @Test
    @Order(3)
    void attachedItShowsWhatIsSaidUntilCtrlC() {
        Running attached = shell.start("exec ./dev up");
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(attached.said()).contains("Ctrl-C stops all"));

        Result status = shell.run("./dev status");
        Result json = shell.run("./dev status --json");
        Result all = shell.run("./dev logs");
        Result one = shell.run("./dev logs room-service");
        Result unknown = shell.run("./dev logs nobody");
        Result denied = shell.run("./dev sub --tenant acme --subject '>' --timeout 30");
        attached.pressCtrlC();
        Result ended = Shell.result(attached, Duration.ofMinutes(2));

        assertThat(status.status()).as(status.said()).isZero();
        PARTS.forEach(part -> assertThat(status.said()).contains(part));
        assertThat(json.said()).contains("\"ready\": true").doesNotContain("\"ready\": false");
        PARTS.forEach(part -> assertThat(all.said()).contains("/logs/" + part + ".log <=="));
        assertThat(one.status()).isZero();
        assertThat(one.said()).contains("room-service").doesNotContain("tenant-service.log");
        assertThat(unknown.status()).isNotZero();
        assertThat(unknown.said()).hasLineCount(1).contains("no log of 'nobody'", "room-service");
        assertThat(denied.status()).isEqualTo(1);
        assertThat(denied.said()).contains("may not listen on >").doesNotContain("listening on");
        assertThat(ended.status()).isEqualTo(130);
        shell.awaitNoProcess();
    }

    @Test
    @Order(4)
    void aServiceThatEndsByItselfEndsAllAndIsNamed() {
        Running attached = shell.start("exec ./dev up");
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(attached.said()).contains("Ctrl-C stops all"));

        shell.run("kill -9 \"$(cat " + shell.installation() + "/run/room-service.pid)\"");
        Result ended = Shell.result(attached, Duration.ofMinutes(2));

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.said())
                .contains("room-service was ended by the signal KILL", "/logs/room-service.log:")
                .containsPattern("(?m)^stopped (?!.*room-service).*tenant-service.*nats");
        shell.awaitNoProcess();
    }

    /** Everybody on a machine can read how its programs were started. */
    @Test
    @Order(5)
    void theAdministratorsPasswordIsOnNoCommandLine() throws IOException {
        assertThat(shell.run("./dev servers up").status()).isZero();
        String password = Files.readAllLines(shell.installation().resolve("secrets")).stream()
                .filter(line -> line.startsWith("POSTGRES_ADMIN_PASSWORD="))
                .map(line -> line.substring(line.indexOf('=') + 1))
                .findFirst()
                .orElseThrow();
        String asked = "./dev psql -c \"\\! tr '\\0' ' ' </proc/\\$PPID/cmdline\" -c 'SELECT 6 * 7'";
        String given = "export SCAIWAVE_POSTGRES_URL; SCAIWAVE_POSTGRES_URL=\"$(./dev env"
                + " | sed -n 's/^export SCAIWAVE_POSTGRES_ADMIN_URL=//p')\"; ";

        for (Result shown : List.of(shell.run(asked), shell.run(given + asked))) {
            assertThat(shown.status()).as(shown.said()).isZero();
            assertThat(shown.said()).contains("psql ", "-d scaiwave", "42").doesNotContain(password);
        }
    }

    @Test
    @Order(6)
    void whatIsStoppedIsSaid() {
        assertThat(shell.run("./dev servers up").status()).isZero();

        Result stopped = shell.run("./dev down");
        Result nothing = shell.run("./dev down");

        assertThat(stopped.said()).hasLineCount(1).contains("stopped postgres, redis, nats;", "data stays in");
        assertThat(nothing.said()).hasLineCount(1).contains("nothing was running", "data stays in");
    }

    @Test
    @Order(7)
    void aResetLeavesNothing() {
        assertThat(shell.run("./dev up --detach").status()).isZero();

        Result reset = shell.run("./dev reset");

        assertThat(reset.status()).isZero();
        assertThat(reset.said()).hasLineCount(1).contains(PARTS).contains(shell.installation() + "");
        shell.awaitNoProcess();
        assertThat(shell.installation()).doesNotExist();
        assertThat(IntStream.rangeClosed(0, 23).filter(offset -> isTaken(portBase + offset)))
                .isEmpty();
    }

    @Test
    @Order(8)
    void whatIsNoCommandIsOneLine() {
        for (String wrong : List.of(
                "./dev nonsense",
                "./dev reset --nonsense",
                "./dev down nonsense",
                "./dev up --nonsense",
                "./dev down --port-base x")) {
            Result refused = shell.run(wrong);

            assertThat(refused.status()).as(wrong).isNotZero();
            assertThat(refused.said()).as(wrong).hasLineCount(1);
        }
    }
}
