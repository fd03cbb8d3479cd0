package io.scaiwave.system.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaiwave.tenancy.testing.Programs;
import io.scaiwave.tenancy.testing.TestSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command that migrates, as a process of its own that may be killed. */
final class MigrationRun implements AutoCloseable {

    private final Process process;
    private final Path said;

    private MigrationRun(Process process, Path said) {
        this.process = process;
        this.said = said;
    }

    /** @param migrations the folder with the files for tenants' own schemas */
    static MigrationRun start(TestSchema schema, Path migrations, String... options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                Programs.repository().resolve("cli/target/scaiwave-cli.jar").toString(),
                "migrate",
                "--url",
                schema.address(),
                "--fleet",
                TestSchema.NAME + "=" + migrations));
        command.addAll(List.of(options));
        try {
            Path said = Files.createTempFile("migrate", ".log");
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("SCAIWAVE_DB_LIBRARY_OWNER_PASSWORD", TestSchema.password());
            return new MigrationRun(builder.redirectOutput(said.toFile()).start(), said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void kill() {
        process.destroyForcibly();
        end();
    }

    /** All it said, when it has ended well. */
    String done() {
        assertThat(end()).as(said()).isZero();
        return said();
    }

    String failed() {
        assertThat(end()).as(said()).isPositive();
        return said();
    }

    String said() {
        try {
            return Files.readString(said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int end() {
        try {
            assertThat(process.waitFor(3, TimeUnit.MINUTES))
                    .as("ends by itself: %s", said())
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        said.toFile().delete();
    }
}
