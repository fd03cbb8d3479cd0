package io.scaiwave.gateway.token;

/**
 * Why a token was refused: for our metrics and logs only. The caller learns that it is invalid, or that it has expired.
 * Stackless, because it is an answer.
 */
public final class TokenRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Few and fixed, so that they can label a metric. */
    public enum Reason {
        FORM,
        HEADER,
        ALGORITHM,
        ISSUER,
        KEY,
        SIGNATURE,
        AUDIENCE,
        TYPE,
        CLAIMS,
        NOT_YET_VALID,
        EXPIRED,
        SCOPE,
        TENANT
    }

    private final Reason reason;

    private TokenRefused(Reason reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    public static TokenRefused because(Reason reason) {
        return new TokenRefused(reason);
    }

    public Reason reason() {
        return reason;
    }
}
