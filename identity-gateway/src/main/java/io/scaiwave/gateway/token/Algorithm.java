package io.scaiwave.gateway.token;

import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Optional;

/** The signature algorithms that may be allowed at all. */
public enum Algorithm {
    RS256("RS256"),
    PS256("PS256"),
    ES256("ES256"),
    EDDSA("EdDSA");

    private static final BigInteger P256_ORDER =
            new BigInteger("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", 16);
    private static final int P256_BITS = 256;

    private final String wire;

    Algorithm(String wire) {
        this.wire = wire;
    }

    public String wire() {
        return wire;
    }

    /** Exact spelling only: {@code none}, {@code HS256} and every variant in case are unknown. */
    public static Optional<Algorithm> of(String wire) {
        return Arrays.stream(values()).filter(alg -> alg.wire.equals(wire)).findFirst();
    }

    boolean fits(PublicKey key) {
        return switch (this) {
            case RS256, PS256 -> key instanceof RSAPublicKey rsa && SoundRsa.isSound(rsa);
            case ES256 ->
                key instanceof ECPublicKey ec
                        && ec.getParams().getOrder().equals(P256_ORDER)
                        && ec.getParams().getCurve().getField().getFieldSize() == P256_BITS;
            case EDDSA ->
                key instanceof EdECPublicKey ed
                        && "Ed25519".equals(ed.getParams().getName());
        };
    }

    /** Lengths and ranges that libraries have been lenient about: over-long Ed25519, zero and over-large r and s. */
    boolean plausible(byte[] signature, PublicKey key) {
        return switch (this) {
            case RS256, PS256 ->
                key instanceof RSAPublicKey rsa
                        && signature.length == (rsa.getModulus().bitLength() + 7) / 8;
            case ES256 -> signature.length == 64 && inRange(signature, 0) && inRange(signature, 32);
            case EDDSA -> signature.length == 64;
        };
    }

    private static boolean inRange(byte[] signature, int offset) {
        BigInteger number = new BigInteger(1, signature, offset, 32);
        return number.signum() > 0 && number.compareTo(P256_ORDER) < 0;
    }
}
