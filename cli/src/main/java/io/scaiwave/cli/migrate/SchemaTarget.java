package io.scaiwave.cli.migrate;

import io.scaiwave.cli.CliFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** One schema and the folders its migrations come from, written {@code tenant=folder:folder}. */
record SchemaTarget(String schema, List<Path> folders) {
    static SchemaTarget parse(String text) {
        String[] parts = text.split("=", 2);
        if (parts.length != 2 || !parts[0].matches("[a-z][a-z0-9_]{0,40}") || parts[1].isBlank()) {
            throw new CliFailure("--target wants schema=folder[:folder…], got " + text);
        }
        List<Path> folders = Arrays.stream(parts[1].split(":"))
                .map(Path::of)
                .map(Path::toAbsolutePath)
                .toList();
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                throw new CliFailure("no folder " + folder + " with migrations of " + parts[0]);
            }
        }
        return new SchemaTarget(parts[0], folders);
    }

    String owner() {
        return schema + "_owner";
    }

    /** Secrets come by environment only: a command line is readable by everybody on the machine. */
    String passwordVariable() {
        return "SCAIWAVE_DB_" + schema.toUpperCase(Locale.ROOT) + "_OWNER_PASSWORD";
    }

    String[] locations() {
        return folders.stream().map(folder -> "filesystem:" + folder).toArray(String[]::new);
    }
}
