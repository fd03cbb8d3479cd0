package io.scaiwave.system.installation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs {@code ./dev}, as a person would. */
final class DevCommand {

    private static final Path ROOT = root();

    private DevCommand() {}

    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isExecutable(folder.resolve("dev"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("Run the system tests from within the project");
            }
        }
        return folder;
    }

    /** Standard output of the command; fails with all it said when it ends with an error. */
    static String run(int portBase, String... words) {
        List<String> command = new ArrayList<>(List.of(ROOT.resolve("dev").toString()));
        command.addAll(List.of(words));
        command.addAll(List.of("--port-base", String.valueOf(portBase)));
        try {
            Path said = Files.createTempFile("dev", ".log");
            ProcessBuilder builder = new ProcessBuilder(command).directory(ROOT.toFile());
            // A whole installation of its own: nothing of the test servers' environment may reach it.
            builder.environment()
                    .keySet()
                    .removeIf(name -> name.startsWith("SCAIWAVE_") || name.startsWith("QUARKUS_"));
            builder.redirectError(said.toFile());
            Process process = builder.start();
            String output =
                    new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", command) + "\n" + output + Files.readString(said));
            }
            Files.delete(said);
            return output;
        } catch (IOException e) {
            throw new IllegalStateException(String.join(" ", command), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
