package io.scaiwave.tenancy.crypto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/** Master keys from files of their own. */
public final class MasterKeys {

    private MasterKeys() {}

    public static MasterKey random() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return fromText(Base64.getEncoder().encodeToString(key));
    }

    static MasterKey fromText(String text) {
        try {
            Path file = Files.createTempFile("master", ".key");
            file.toFile().deleteOnExit();
            Files.writeString(file, text);
            return new MasterKey(() -> Optional.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
