package io.scaiwave.gateway.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Map;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/** A key pair of an issuer under test, and signatures made with it by the JDK alone. */
public record TestKey(String kid, Algorithm algorithm, KeyPair pair) {

    public static TestKey of(String kid, Algorithm algorithm) {
        try {
            return new TestKey(kid, algorithm, generate(algorithm));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair generate(Algorithm algorithm) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(
                switch (algorithm) {
                    case RS256, PS256 -> "RSA";
                    case ES256 -> "EC";
                    case EDDSA -> "Ed25519";
                });
        if (algorithm == Algorithm.ES256) {
            generator.initialize(new ECGenParameterSpec("secp256r1"));
        } else if (algorithm != Algorithm.EDDSA) {
            generator.initialize(2048);
        }
        return generator.generateKeyPair();
    }

    public Map<String, Object> jwk() {
        try {
            PublicJsonWebKey jwk = PublicJsonWebKey.Factory.newPublicJwk(pair.getPublic());
            jwk.setKeyId(kid);
            jwk.setAlgorithm(algorithm.wire());
            jwk.setUse("sig");
            return jwk.toParams(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    public byte[] sign(String input) {
        return sign(algorithm, pair.getPrivate(), input);
    }

    static byte[] sign(Algorithm algorithm, PrivateKey key, String input) {
        try {
            Signature signature = Signature.getInstance(
                    switch (algorithm) {
                        case RS256 -> "SHA256withRSA";
                        case PS256 -> "RSASSA-PSS";
                        case ES256 -> "SHA256withECDSAinP1363Format";
                        case EDDSA -> "Ed25519";
                    });
            if (algorithm == Algorithm.PS256) {
                signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
            }
            signature.initSign(key);
            signature.update(input.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
