package io.scaiwave.gateway.edge;

import io.scaiwave.gateway.admission.SelectorMismatch;
import io.scaiwave.gateway.token.IssuerKeys;
import io.scaiwave.gateway.token.TokenRefused;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.RefusedException;
import java.time.Duration;
import org.jboss.logging.Logger;

/** What the caller is told about anything that went wrong on the way. */
final class Refusals {

    private static final Logger LOG = Logger.getLogger(Refusals.class);

    private Refusals() {}

    static RefusedException explain(Throwable failure, String requestId) {
        return switch (failure) {
            case RefusedException refused -> refused;
            case TokenRefused refused -> token(refused);
            case SelectorMismatch ignored ->
                ErrorCode.SW_AUTH_TENANT_MISMATCH.because("The selected tenant is not one this token may act in.");
            case IssuerKeys.KeysUnavailable ignored ->
                ErrorCode.SW_DEPENDENCY_DOWN
                        .because("The keys of the token's issuer cannot be fetched at the moment.")
                        .retryAfter(Duration.ofSeconds(5));
            default -> fault(failure, requestId);
        };
    }

    private static RefusedException token(TokenRefused refused) {
        return refused.reason() == TokenRefused.Reason.EXPIRED
                ? ErrorCode.SW_AUTH_EXPIRED_TOKEN.because("The token has expired.")
                : ErrorCode.SW_AUTH_INVALID_TOKEN.because("The token is not valid.");
    }

    private static RefusedException fault(Throwable failure, String requestId) {
        LOG.errorf(failure, "A request failed, request %s", requestId);
        return ErrorCode.SW_INTERNAL.because("The request could not be completed.");
    }
}
