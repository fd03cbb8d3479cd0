package io.scaiwave.cli.keys;

import com.fasterxml.jackson.databind.JsonNode;
import io.scaiwave.cli.Json;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Private keys as JSON Web Keys, and the sets of their public halves. */
public final class Jwk {
    private static final Set<String> PRIVATE = Set.of("d", "p", "q", "dp", "dq", "qi");
    private static final SecureRandom RANDOM = new SecureRandom();

    private Jwk() {}

    /** The key id starts with the name, so a reader knows whose key it is without trusting it. */
    static String ed25519(String name) {
        KeyPair pair = generate("Ed25519", 0);
        Map<String, Object> jwk = head("OKP", "EdDSA", name);
        jwk.put("crv", "Ed25519");
        jwk.put("x", text(rawPoint((EdECPublicKey) pair.getPublic())));
        jwk.put("d", text(((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow()));
        return Json.write(jwk);
    }

    public static String rsa(String name) {
        RSAPrivateCrtKey key = (RSAPrivateCrtKey) generate("RSA", 2048).getPrivate();
        Map<String, Object> jwk = head("RSA", "RS256", name);
        jwk.put("n", text(key.getModulus()));
        jwk.put("e", text(key.getPublicExponent()));
        jwk.put("d", text(key.getPrivateExponent()));
        jwk.put("p", text(key.getPrimeP()));
        jwk.put("q", text(key.getPrimeQ()));
        jwk.put("dp", text(key.getPrimeExponentP()));
        jwk.put("dq", text(key.getPrimeExponentQ()));
        jwk.put("qi", text(key.getCrtCoefficient()));
        return Json.write(jwk);
    }

    public static String publicSet(List<String> privateKeys) {
        List<Map<String, String>> keys = new ArrayList<>();
        for (String jwk : privateKeys) {
            Map<String, String> open = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> field : Json.read(jwk).properties()) {
                if (!PRIVATE.contains(field.getKey())) {
                    open.put(field.getKey(), field.getValue().asText());
                }
            }
            keys.add(open);
        }
        return Json.write(Map.of("keys", keys));
    }

    private static Map<String, Object> head(String type, String algorithm, String name) {
        byte[] unique = new byte[4];
        RANDOM.nextBytes(unique);
        Map<String, Object> jwk = new LinkedHashMap<>();
        jwk.put("kty", type);
        jwk.put("use", "sig");
        jwk.put("alg", algorithm);
        jwk.put("kid", name + "-" + HexFormat.of().formatHex(unique));
        return jwk;
    }

    private static KeyPair generate(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (bits > 0) {
                generator.initialize(bits);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot make a key", e);
        }
    }

    /** RFC 8032: y in little-endian order, the sign of x in the highest bit. */
    private static byte[] rawPoint(EdECPublicKey key) {
        byte[] point = new byte[32];
        byte[] y = key.getPoint().getY().toByteArray();
        for (int i = 0; i < Math.min(32, y.length); i++) {
            point[i] = y[y.length - 1 - i];
        }
        if (key.getPoint().isXOdd()) {
            point[31] |= (byte) 0x80;
        }
        return point;
    }

    private static String text(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return text(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
