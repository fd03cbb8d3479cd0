package io.scaiwave.gateway.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.PublicKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/** A published JWK set, read as a whole or refused as a whole. */
public record KeySet(Map<String, VerificationKey> byKid) {

    private static final int MAX_KEYS = 100;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    public KeySet {
        byKid = Map.copyOf(byKid);
    }

    /** A set that cannot be used: garbage, a doubled kid, a symmetric or private key in it, or no key for us. */
    public static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;

        Unusable(String why) {
            super(why);
        }
    }

    /**
     * @param allowed the issuer's algorithms in order of preference: a key without {@code alg} is pinned to the first
     *     that fits
     */
    public static KeySet parse(byte[] json, List<Algorithm> allowed) throws Unusable {
        Map<String, VerificationKey> keys = new HashMap<>();
        for (JsonNode jwk : members(json)) {
            refuseSecrets(jwk);
            JsonNode kid = jwk.get("kid");
            if (kid == null || !kid.isTextual() || !isForSigning(jwk)) {
                continue;
            }
            Optional<VerificationKey> key = read(jwk, kid.asText(), allowed);
            if (key.isPresent() && keys.put(kid.asText(), key.get()) != null) {
                throw new Unusable("the same kid twice");
            }
        }
        if (keys.isEmpty()) {
            throw new Unusable("no usable key");
        }
        return new KeySet(keys);
    }

    private static JsonNode members(byte[] json) throws Unusable {
        ObjectNode document;
        try {
            document = StrictObject.parse(json);
        } catch (TokenRefused e) {
            throw new Unusable("not a JSON object");
        }
        JsonNode members = document.get("keys");
        if (members == null || !members.isArray() || members.size() > MAX_KEYS) {
            throw new Unusable("no list of keys, or too long a list");
        }
        return members;
    }

    private static void refuseSecrets(JsonNode jwk) throws Unusable {
        boolean symmetric = "oct".equals(jwk.path("kty").asText());
        if (symmetric || jwk.has("k") || jwk.has("d")) {
            throw new Unusable("a symmetric or private key");
        }
    }

    private static boolean isForSigning(JsonNode jwk) {
        boolean use = !jwk.has("use") || "sig".equals(jwk.get("use").asText());
        JsonNode ops = jwk.get("key_ops");
        if (ops == null) {
            return use;
        }
        for (JsonNode op : ops) {
            if ("verify".equals(op.asText())) {
                return use;
            }
        }
        return false;
    }

    private static Optional<VerificationKey> read(JsonNode jwk, String kid, List<Algorithm> allowed) {
        try {
            PublicKey key = PublicJsonWebKey.Factory.newPublicJwk(MAPPER.writeValueAsString(jwk))
                    .getPublicKey();
            return allowed.stream()
                    .filter(alg ->
                            !jwk.has("alg") || alg.wire().equals(jwk.get("alg").asText()))
                    .filter(alg -> alg.fits(key))
                    .findFirst()
                    .map(alg -> new VerificationKey(kid, alg, key));
        } catch (JoseException | com.fasterxml.jackson.core.JsonProcessingException e) {
            return Optional.empty();
        }
    }

    Optional<VerificationKey> find(String kid) {
        return Optional.ofNullable(byKid.get(kid));
    }
}
