package io.scaiwave.tenant.events;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A NATS claim, version 2: JSON signed with an Ed25519 key. The same claim signed by the same key is the same text, so
 * what a server holds can be compared with what it should hold.
 */
final class NatsJwt {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final String HEADER = part(new JsonObject().put("typ", "JWT").put("alg", "ed25519-nkey"));
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private NatsJwt() {}

    /** Signs {@code claim}, which has all members but {@code iss} and {@code jti}. */
    static String sign(JsonObject claim, NatsKey issuer) {
        JsonObject unnamed = new JsonObject().put("jti", "").put("iss", issuer.publicKey());
        unnamed.mergeIn(claim);
        unnamed.put("jti", base32(sha512of256(unnamed.encode())));
        String signed = HEADER + "." + part(unnamed);
        byte[] signature = issuer.sign(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + BASE64.encodeToString(signature);
    }

    private static String part(JsonObject json) {
        return BASE64.encodeToString(json.encode().getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] sha512of256(String text) {
        try {
            return MessageDigest.getInstance("SHA-512/256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base32(byte[] bytes) {
        StringBuilder text = new StringBuilder((bytes.length * 8 + 4) / 5);
        int bits = 0;
        int held = 0;
        for (byte b : bytes) {
            held = (held << 8) | (b & 0xFF);
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(BASE32.charAt((held >> bits) & 31));
            }
            held &= (1 << bits) - 1;
        }
        if (bits > 0) {
            text.append(BASE32.charAt((held << (5 - bits)) & 31));
        }
        return text.toString();
    }
}
