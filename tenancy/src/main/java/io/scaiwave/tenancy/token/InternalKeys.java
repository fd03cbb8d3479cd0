package io.scaiwave.tenancy.token;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.PrivateKey;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** This service's signing key and everybody's public keys, read once at start. */
@ApplicationScoped
public class InternalKeys {

    private final PrivateKey signing;
    private final String keyId;
    private final Map<String, Key> verifying;
    private final String publicJwks;

    public InternalKeys(InternalTokenConfig config) {
        try {
            PublicJsonWebKey own = PublicJsonWebKey.Factory.newPublicJwk(read(config.key(), "scaiwave.internal.key"));
            JsonWebKeySet all = new JsonWebKeySet(read(config.jwks(), "scaiwave.internal.jwks"));
            signing = Optional.ofNullable(own.getPrivateKey())
                    .orElseThrow(() -> new IllegalStateException("scaiwave.internal.key holds no private key"));
            keyId = own.getKeyId();
            verifying = all.getJsonWebKeys().stream()
                    .filter(OctetKeyPairJsonWebKey.class::isInstance)
                    .collect(Collectors.toUnmodifiableMap(JsonWebKey::getKeyId, JsonWebKey::getKey));
            publicJwks = all.toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
        } catch (JoseException e) {
            throw new IllegalStateException("The internal keys are not valid JWKs", e);
        }
        if (!verifying.containsKey(keyId)) {
            throw new IllegalStateException(
                    "scaiwave.internal.jwks does not contain this service's own public key '" + keyId + "'");
        }
    }

    private static String read(Path file, String property) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException("Cannot read the file named by " + property + ": " + file, e);
        }
    }

    PrivateKey signing() {
        return signing;
    }

    String keyId() {
        return keyId;
    }

    @Nullable
    Key verifying(@Nullable String kid) {
        return kid == null ? null : verifying.get(kid);
    }

    /** The public keys as a JWK set document. */
    public String publicJwks() {
        return publicJwks;
    }

    /** The service that a key belongs to: {@code room-service-k1} belongs to {@code room-service}. */
    static String owner(String kid) {
        int dash = kid.lastIndexOf('-');
        return dash < 0 ? kid : kid.substring(0, dash);
    }
}
