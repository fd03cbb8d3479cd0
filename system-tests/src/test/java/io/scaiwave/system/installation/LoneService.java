package io.scaiwave.system.installation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** One service started by itself, while others of its installation are down: {@code ./dev up} would start them too. */
public final class LoneService implements AutoCloseable {

    private final Process process;

    private LoneService(Process process) {
        this.process = process;
    }

    static LoneService start(Path home, String service) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path app = home.resolve("app").resolve(service).resolve("quarkus-run.jar");
        ProcessBuilder builder = new ProcessBuilder(java.toString(), "-Xmx160m", "-jar", app.toString())
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        home.resolve("logs").resolve(service + ".log").toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("SCAIWAVE_") || name.startsWith("QUARKUS_"));
        builder.environment().put("QUARKUS_PROFILE", "dev");
        try {
            for (String line : Files.readAllLines(home.resolve("env." + service))) {
                int equals = line.indexOf('=');
                if (equals > 0) {
                    builder.environment().put(line.substring(0, equals), line.substring(equals + 1));
                }
            }
            return new LoneService(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().orTimeout(60, TimeUnit.SECONDS).join();
    }
}
