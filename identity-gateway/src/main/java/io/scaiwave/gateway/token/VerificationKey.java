package io.scaiwave.gateway.token;

import java.security.PublicKey;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** One public key of an issuer, pinned to one algorithm. Lives until its issuer stops publishing it. */
public final class VerificationKey {

    private final String kid;
    private final Algorithm algorithm;
    private final PublicKey key;
    private volatile boolean live = true;

    VerificationKey(String kid, Algorithm algorithm, PublicKey key) {
        this.kid = kid;
        this.algorithm = algorithm;
        this.key = key;
    }

    public String kid() {
        return kid;
    }

    Algorithm algorithm() {
        return algorithm;
    }

    public boolean isLive() {
        return live;
    }

    void retire() {
        live = false;
    }

    boolean isSameAs(VerificationKey other) {
        return kid.equals(other.kid) && algorithm == other.algorithm && key.equals(other.key);
    }

    boolean signed(CompactToken token) {
        if (!algorithm.plausible(token.signature(), key)) {
            return false;
        }
        try {
            JsonWebSignature jws = new JsonWebSignature();
            jws.setAlgorithmConstraints(
                    new AlgorithmConstraints(AlgorithmConstraints.ConstraintType.PERMIT, algorithm.wire()));
            jws.setCompactSerialization(token.text());
            jws.setKey(key);
            return jws.verifySignature();
        } catch (JoseException e) {
            return false;
        }
    }
}
