package io.scaiwave.tenancy.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.RefusedException;
import jakarta.ws.rs.WebApplicationException;

/** What the framework answers with a bare status, said as a refusal with a code. */
final class FrameworkFaults {

    private FrameworkFaults() {}

    static RefusedException explain(WebApplicationException thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedException refused) {
                return refused;
            }
            if (cause instanceof JsonProcessingException json) {
                return JsonFaults.explain(json);
            }
        }
        return byStatus(thrown.getResponse().getStatus());
    }

    static RefusedException notTaken() {
        return ErrorCode.SW_METHOD_NOT_ALLOWED.because("This address does not take that method.");
    }

    private static RefusedException byStatus(int status) {
        return switch (status) {
            case 401 -> ErrorCode.SW_AUTH_MISSING_TOKEN.because("This address needs a token.");
            case 403 -> ErrorCode.SW_AUTH_INSUFFICIENT_PERMISSION.because("The permission is missing.");
            case 404 -> ErrorCode.SW_NOT_FOUND.because("There is nothing at this address.");
            case 405 -> notTaken();
            case 406 -> ErrorCode.SW_NOT_ACCEPTABLE.because("This address answers with application/json.");
            case 413 -> ErrorCode.SW_CONTENT_TOO_LARGE.because("The body is larger than this address takes.");
            case 415 -> ErrorCode.SW_UNSUPPORTED_MEDIA_TYPE.because("This address takes application/json.");
            case 503 -> ErrorCode.SW_DEPENDENCY_DOWN.because("A dependency does not answer at the moment.");
            default ->
                status < 500
                        ? ErrorCode.SW_VALIDATION.because("The request cannot be read.")
                        : ErrorCode.SW_INTERNAL.because("The request could not be completed.");
        };
    }
}
