package io.scaiwave.cli.keys;

import io.scaiwave.cli.CliFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Supplier;

/** A folder only its owner can read; a file appears whole or not at all, so an interrupted run is simply repeated. */
public record KeyFolder(Path dir) {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    public static KeyFolder open(Path dir) {
        try {
            Files.createDirectories(dir);
            Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwx------"));
            return new KeyFolder(dir.toAbsolutePath());
        } catch (IOException e) {
            throw new CliFailure("cannot use folder " + dir, e);
        }
    }

    public static KeyFolder existing(Path dir) {
        return new KeyFolder(dir.toAbsolutePath());
    }

    public Path path(String name) {
        return dir.resolve(name);
    }

    public boolean has(String name) {
        return Files.exists(path(name));
    }

    public String read(String name) {
        try {
            return Files.readString(path(name)).strip();
        } catch (IOException e) {
            throw new CliFailure("cannot read " + path(name) + " (has `keys` been run?)", e);
        }
    }

    /** What the file says, made and written first if it is not there. */
    String keep(String name, Supplier<String> content) {
        if (!has(name)) {
            write(name, content.get());
        }
        return read(name);
    }

    public void write(String name, String content) {
        try {
            Path part = Files.createTempFile(dir, name, ".part", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            Files.writeString(part, content + "\n");
            Files.move(part, path(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
