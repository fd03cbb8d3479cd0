package io.scaiwave.tenancy.token;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.lang.JoseException;

/** The keys of an installation's services, in files, as each service is given them. */
public record ServiceKeys(List<OctetKeyPairJsonWebKey> keys) {

    public static ServiceKeys named(String... kids) {
        return new ServiceKeys(List.of(kids).stream().map(ServiceKeys::make).toList());
    }

    static OctetKeyPairJsonWebKey make(String kid) {
        try {
            OctetKeyPairJsonWebKey key = OkpJwkGenerator.generateJwk(OctetKeyPairJsonWebKey.SUBTYPE_ED25519);
            key.setKeyId(kid);
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    public OctetKeyPairJsonWebKey key(String kid) {
        return keys.stream()
                .filter(key -> key.getKeyId().equals(kid))
                .findFirst()
                .orElseThrow();
    }

    /** What the service with that key has at hand. */
    public InternalKeys heldBy(String kid) {
        OctetKeyPairJsonWebKey own = key(kid);
        JsonWebKeySet all = new JsonWebKeySet();
        keys.forEach(all::addJsonWebKey);
        Path ownFile = file(own.toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE));
        Path allFile = file(all.toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY));
        return new InternalKeys(new InternalTokenConfig() {
            @Override
            public Path key() {
                return ownFile;
            }

            @Override
            public Path jwks() {
                return allFile;
            }
        });
    }

    private static Path file(String content) {
        try {
            Path file = Files.createTempFile("internal", ".json");
            file.toFile().deleteOnExit();
            return Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
