package io.scaiwave.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CliTest {
    @TempDir
    Path dir;

    @Test
    void aFailureIsStatusOneAndAWrongCallIsStatusTwo() {
        assertThat(Cli.run(
                        "token", "--keys", dir.toString(), "--gateway", "http://127.0.0.1:1", "--role", "super_admin"))
                .isEqualTo(1);
        assertThat(Cli.run("token", "--nonsense")).isEqualTo(2);
    }

    @Test
    void aWrongCallIsToldInOneLineThatNamesTheOption() {
        for (String[] wrong :
                new String[][] {{"token", "--minutes", "abc"}, {"token", "--tenant"}, {"sub", "--count", "many"}}) {
            StringWriter told = new StringWriter();

            int status = Cli.line().setErr(new PrintWriter(told)).execute(wrong);

            assertThat(status).isEqualTo(2);
            assertThat(told.toString()).hasLineCount(1).contains(wrong[1]).contains("./dev help");
        }
    }

    @Test
    void aNumberOutOfItsRangeIsAFailureThatNamesItsOption() {
        String[] token = {"token", "--keys", dir.toString(), "--gateway", "http://127.0.0.1:1", "--minutes", "0"};
        String[] migrate = {"migrate", "--url", "jdbc:postgresql://127.0.0.1:1/x", "--fleet", "a=b", "--workers", "0"};
        for (String[] wrong : List.of(token, migrate)) {
            StringWriter told = new StringWriter();

            int status = Cli.line().setErr(new PrintWriter(told)).execute(wrong);

            assertThat(status).isEqualTo(1);
            assertThat(told.toString()).startsWith(wrong[wrong.length - 2] + " wants a number from 1");
        }
    }

    @Test
    void aPlatformTokenNeedsNoGateway() {
        assertThat(Cli.run("keys", "--dir", dir.toString(), "--services", "room-service"))
                .isZero();
        assertThat(Cli.run(
                        "token", "--keys", dir.toString(), "--gateway", "http://127.0.0.1:1", "--role", "super_admin"))
                .isZero();
    }

    @Test
    void anUnreachableGatewayIsAFailure() {
        assertThat(Cli.run("keys", "--dir", dir.toString(), "--services", "room-service"))
                .isZero();
        assertThat(Cli.run("token", "--keys", dir.toString(), "--gateway", "http://127.0.0.1:1", "--tenant", "acme"))
                .isEqualTo(1);
    }
}
