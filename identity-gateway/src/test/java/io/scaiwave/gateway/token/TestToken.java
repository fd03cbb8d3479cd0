package io.scaiwave.gateway.token;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds good tokens and, member by member, bad ones. */
public final class TestToken {

    public static final String ISSUER = "https://issuer.example";
    public static final String TENANT = "tnt_01h455vb4pex5vsknk084sn02q";
    public static final String PARTNER = "prt_01h455vb4pex5vsknk084sn02q";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Object> header = new LinkedHashMap<>();
    private final Map<String, Object> claims = new LinkedHashMap<>();
    private final TestKey key;

    private TestToken(TestKey key) {
        this.key = key;
    }

    public static TestToken good(TestKey key, Instant now) {
        TestToken token = new TestToken(key);
        token.header.put("alg", key.algorithm().wire());
        token.header.put("kid", key.kid());
        token.header.put("typ", "JWT");
        token.claims.put("iss", ISSUER);
        token.claims.put("aud", "scaiwave");
        token.claims.put("sub", "alice");
        token.claims.put("iat", now.getEpochSecond());
        token.claims.put("nbf", now.getEpochSecond());
        token.claims.put("exp", now.getEpochSecond() + 600);
        token.claims.put("tenant_id", TENANT);
        token.claims.put("roles", List.of("tenant_user"));
        return token;
    }

    public TestToken header(String name, Object value) {
        header.put(name, value);
        return this;
    }

    public TestToken withoutHeader(String name) {
        header.remove(name);
        return this;
    }

    public TestToken claim(String name, Object value) {
        claims.put(name, value);
        return this;
    }

    public TestToken without(String name) {
        claims.remove(name);
        return this;
    }

    public String sign() {
        return sign(json(header), json(claims));
    }

    /** Signs this text as the payload, whatever it is. */
    public String signPayload(String payload) {
        return sign(json(header), payload);
    }

    public String payload() {
        return json(claims);
    }

    public String sign(String headerJson, String payloadJson) {
        String input = encode(headerJson) + "." + encode(payloadJson);
        return input + "." + BASE64.encodeToString(key.sign(input));
    }

    static String encode(String text) {
        return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static String encode(byte[] bytes) {
        return BASE64.encodeToString(bytes);
    }

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
