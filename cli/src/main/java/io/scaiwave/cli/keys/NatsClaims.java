package io.scaiwave.cli.keys;

import io.nats.client.NKey;
import io.scaiwave.cli.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** A NATS claim (version 2) of any type, signed with an nkey. The id of a claim is the hash of the rest of it. */
record NatsClaims(String subject, String name, Map<String, Object> nats) {
    private static final String HEADER = encode("{\"typ\":\"JWT\",\"alg\":\"ed25519-nkey\"}");

    String signedBy(NKey issuer, long issuedAt) {
        try {
            Map<String, Object> claims = new LinkedHashMap<>();
            claims.put("jti", "");
            claims.put("iat", issuedAt);
            claims.put("iss", new String(issuer.getPublicKey()));
            claims.put("name", name);
            claims.put("sub", subject);
            claims.put("nats", nats);
            claims.put("jti", hash(Json.write(claims)));
            String signed = HEADER + "." + encode(Json.write(claims));
            byte[] signature = issuer.sign(signed.getBytes(StandardCharsets.UTF_8));
            return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot sign a NATS claim", e);
        }
    }

    private static String encode(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String hash(String json) throws GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SHA-512/256").digest(json.getBytes(StandardCharsets.UTF_8));
        return Base32.encode(digest);
    }
}
