package io.scaiwave.tenancy.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Finds and runs the server programs that tests start for themselves. */
public final class Programs {

    private static final boolean NAMESPACES = isRoot() && succeeds(List.of("unshare", "--user", "true"));

    private Programs() {}

    /** The folder that holds {@code deploy}, seen from any module's own folder. */
    public static Path repository() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("deploy/postgres/roles.sql"))) {
                return folder;
            }
        }
        throw new IllegalStateException("Not inside the repository: no deploy/postgres/roles.sql above here");
    }

    /** A program of the newest Postgres on this machine. */
    static String postgres(String program) {
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions.map(version -> version.resolve("bin").resolve(program))
                    .filter(Files::isExecutable)
                    .max(Comparator.comparing(Path::toString))
                    .orElseThrow()
                    .toString();
        } catch (IOException e) {
            return onPath(program);
        }
    }

    /** The NATS server that ./dev fetched, else the one installed. */
    static String natsServer() {
        Path own = repository().resolve(".dev/tools/nats-server");
        return Files.isExecutable(own) ? own.toString() : onPath("nats-server");
    }

    /** The PgBouncer that ./dev test fetched, else the one installed. */
    static String pgBouncer() {
        Path own = repository().resolve(".dev/tools/pgbouncer");
        return Files.isExecutable(own) ? own.toString() : onPath("pgbouncer");
    }

    private static String onPath(String program) {
        return Arrays.stream((System.getenv("PATH") + ":/usr/sbin").split(":"))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "There is no " + program + " on this machine: ./dev test gets what is missing"))
                .toString();
    }

    /**
     * Postgres refuses to run as root, so root runs it as nobody: in a namespace of its own, or where those are
     * forbidden by giving up the user.
     */
    static List<String> unprivileged(List<String> command) {
        List<String> all = new ArrayList<>();
        if (isRoot()) {
            all.addAll(
                    NAMESPACES
                            ? List.of("unshare", "--user")
                            : List.of(
                                    "env",
                                    "--chdir=/",
                                    "setpriv",
                                    "--reuid=nobody",
                                    "--regid=nogroup",
                                    "--clear-groups"));
        }
        all.addAll(command);
        return all;
    }

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static boolean succeeds(List<String> command) {
        try {
            run(command);
            return true;
        } catch (IllegalStateException | UncheckedIOException e) {
            return false;
        }
    }

    /** A folder that an unprivileged server may write to. */
    static Path unprivilegedFolder(String name) {
        if (!isRoot() || NAMESPACES) {
            return folder(name);
        }
        try {
            Path folder = Files.createTempDirectory(name + "-");
            run(List.of("chown", "nobody", folder.toString()));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs to the end; fails with the program's own words. */
    static void run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(command.getFirst() + " failed: " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts in the background; the process ends with this JVM at the latest. */
    static Process launch(List<String> command, Path log) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }));
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops or continues a process and all it started. */
    static void signal(Process process, String signal) {
        run(List.of("kill", "-" + signal, String.valueOf(process.pid())));
        // A child that has ended since it was listed needs no signal.
        process.descendants()
                .map(ProcessHandle::pid)
                .map(String::valueOf)
                .forEach(child -> run(List.of("sh", "-c", "kill -" + signal + " " + child + " 2>/dev/null || true")));
    }

    static void awaitEnd(Process process) {
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("A killed process is still there");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An empty folder under the module's target folder. */
    static Path folder(String name) {
        try {
            Path parent = Files.createDirectories(Path.of("target", "servers").toAbsolutePath());
            return Files.createTempDirectory(parent, name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
