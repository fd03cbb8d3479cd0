package io.scaiwave.cli.token;

import com.fasterxml.jackson.databind.JsonNode;
import io.scaiwave.cli.CliFailure;
import io.scaiwave.cli.Json;
import io.scaiwave.cli.keys.KeyFolder;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Signs as the identity provider would that a real installation has. */
public final class DevIssuer {
    static final String ISSUER = "https://dev-issuer.scaiwave.localhost";
    static final String AUDIENCE = "scaiwave";

    private final PrivateKey key;
    private final String header;

    private DevIssuer(PrivateKey key, String keyId) {
        this.key = key;
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("alg", "RS256");
        fields.put("typ", "JWT");
        fields.put("kid", keyId);
        this.header = encode(Json.write(fields).getBytes(StandardCharsets.UTF_8));
    }

    public static DevIssuer of(KeyFolder keys) {
        JsonNode jwk = Json.read(keys.read("dev-issuer.jwk"));
        return new DevIssuer(privateKey(jwk), jwk.path("kid").asText());
    }

    public String sign(DevClaims claims) {
        try {
            String signed = header + "." + encode(Json.write(claims.asMap()).getBytes(StandardCharsets.UTF_8));
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + encode(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign a token", e);
        }
    }

    private static PrivateKey privateKey(JsonNode jwk) {
        try {
            return KeyFactory.getInstance("RSA")
                    .generatePrivate(new RSAPrivateCrtKeySpec(
                            number(jwk, "n"),
                            number(jwk, "e"),
                            number(jwk, "d"),
                            number(jwk, "p"),
                            number(jwk, "q"),
                            number(jwk, "dp"),
                            number(jwk, "dq"),
                            number(jwk, "qi")));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new CliFailure("dev-issuer.jwk is not an RSA key", e);
        }
    }

    private static BigInteger number(JsonNode jwk, String name) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(jwk.path(name).asText()));
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
