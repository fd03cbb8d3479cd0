package io.scaiwave.system.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A shell in the project's folder, with an installation of its own in mind and a mark on all that it starts. */
final class Shell implements AutoCloseable {

    private final int portBase;
    private final Path folder;
    private final String mark = "SHELL_MARK_" + System.nanoTime();

    Shell(int portBase) {
        this.portBase = portBase;
        Path here = Path.of("").toAbsolutePath();
        while (!Files.isExecutable(here.resolve("dev"))) {
            here = here.getParent();
        }
        this.folder = here;
    }

    Path folder() {
        return folder;
    }

    Path installation() {
        return folder.resolve(".dev").resolve(Integer.toString(portBase));
    }

    /** How it ended, and what it said on standard output and standard error. */
    record Result(int status, String said) {}

    Result run(String script) {
        return result(start(script), Duration.ofMinutes(5));
    }

    /** A script that goes on; in a session of its own, as in a terminal of its own. */
    Running start(String script) {
        try {
            Path said = Files.createTempFile("shell", ".log");
            said.toFile().deleteOnExit();
            // Whoever runs the tests in the background may have them ignore Ctrl-C, and a shell could not change that.
            ProcessBuilder builder = new ProcessBuilder("env", "--default-signal", "setsid", "bash", "-c", script)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile());
            builder.environment()
                    .keySet()
                    .removeIf(name -> name.startsWith("SCAIWAVE_") || name.startsWith("QUARKUS_"));
            builder.environment().put("SCAIWAVE_PORT_BASE", Integer.toString(portBase));
            builder.environment().put(mark, "1");
            return new Running(builder.start(), said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    record Running(Process process, Path output) {

        String said() {
            try {
                return Files.readString(output);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** As a terminal does it: to all that run in it. */
        void pressCtrlC() {
            signal("INT", "-" + process.pid());
        }
    }

    private static void signal(String name, String pid) {
        try {
            new ProcessBuilder("kill", "-" + name, "--", pid).start().waitFor(10, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static Result result(Running running, Duration patience) {
        try {
            if (!running.process().waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("Not ended in time: " + running.said());
            }
            return new Result(running.process().exitValue(), running.said());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Every process that carries the mark or works in the installation's folder, with its command line. */
    List<String> processes() {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all.filter(process -> process.getFileName().toString().matches("\\d+"))
                    .filter(process -> read(process.resolve("environ")).contains(mark)
                            || read(process.resolve("cmdline")).contains(installation() + "/"))
                    .map(process -> process.getFileName() + " "
                            + read(process.resolve("cmdline")).replace('\0', ' '))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty for a process that has ended, or is another user's. */
    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    /** What must be gone is gone within a moment: an ended process is seen until its parent has heard of it. */
    void awaitNoProcess() {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(processes()).isEmpty());
    }

    @Override
    public void close() {
        run("./dev reset");
    }
}
