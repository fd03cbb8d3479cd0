package io.scaiwave.gateway.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scaiwave.gateway.token.TokenRefused.Reason;
import java.time.Duration;
import java.time.Instant;

/** {@code exp}, {@code nbf} and {@code iat}: whole seconds, with 60 seconds of skew and not one more. */
final class TokenTimes {

    static final Duration SKEW = Duration.ofSeconds(60);
    private static final long YEAR_9999 = 253_402_300_799L;

    private TokenTimes() {}

    static Instant checkedExpiry(ObjectNode claims, Instant now) {
        JsonNode expiry = claims.get("exp");
        if (expiry == null) {
            throw TokenRefused.because(Reason.CLAIMS);
        }
        Instant expiresAt = seconds(expiry);
        refuseFuture(claims.get("nbf"), now);
        refuseFuture(claims.get("iat"), now);
        if (!now.isBefore(expiresAt.plus(SKEW))) {
            throw TokenRefused.because(Reason.EXPIRED);
        }
        return expiresAt;
    }

    private static void refuseFuture(@org.jspecify.annotations.Nullable JsonNode date, Instant now) {
        if (date != null && seconds(date).isAfter(now.plus(SKEW))) {
            throw TokenRefused.because(Reason.NOT_YET_VALID);
        }
    }

    private static Instant seconds(JsonNode date) {
        if (!date.isIntegralNumber() || !date.canConvertToLong()) {
            throw TokenRefused.because(Reason.CLAIMS);
        }
        long value = date.longValue();
        if (value < 0 || value > YEAR_9999) {
            throw TokenRefused.because(Reason.CLAIMS);
        }
        return Instant.ofEpochSecond(value);
    }
}
