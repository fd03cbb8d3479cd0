package io.scaiwave.tenancy.problem;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A refusal: the caller must change something, or wait. Stackless, since it is an answer and not a fault. */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final String detail;
    private final transient List<FieldError> errors;
    private final transient @Nullable LimitHit limit;
    private final transient @Nullable Duration retryAfter;
    private final @Nullable String lacked;

    RefusedException(ErrorCode code, String detail) {
        this(code, detail, List.of(), null, null, null);
    }

    private RefusedException(
            ErrorCode code,
            String detail,
            List<FieldError> errors,
            @Nullable LimitHit limit,
            @Nullable Duration retryAfter,
            @Nullable String lacked) {
        super(code + ": " + detail, null, false, false);
        this.code = code;
        this.detail = detail;
        this.errors = List.copyOf(errors);
        this.limit = limit;
        this.retryAfter = retryAfter;
        this.lacked = lacked;
    }

    /** A refusal for want of a permission, which the entrance audits wherever it was found out. */
    public static RefusedException lacking(String permission) {
        return new RefusedException(
                ErrorCode.SW_AUTH_INSUFFICIENT_PERMISSION,
                "The permission '" + permission + "' is needed.",
                List.of(),
                null,
                null,
                permission);
    }

    /** A {@code SW_VALIDATION} refusal of one field. */
    public static RefusedException invalid(String field, String message) {
        return ErrorCode.SW_VALIDATION
                .because("The field '" + field + "' is not valid: " + message)
                .field(field, message);
    }

    public RefusedException field(String field, String message) {
        List<FieldError> more = new ArrayList<>(errors);
        more.add(new FieldError(field, message));
        return new RefusedException(code, detail, more, limit, retryAfter, lacked);
    }

    /**
     * The same refusal of what stands at a place in the request. A value that was refused by itself is named by the
     * place; members of it by the place and their own names.
     */
    public RefusedException at(String place) {
        if (errors.isEmpty()) {
            return field(place, detail);
        }
        String last = place.substring(place.lastIndexOf('.') + 1);
        List<FieldError> placed = errors.stream()
                .map(error -> new FieldError(
                        error.field().equals(last) ? place : place + "." + error.field(), error.message()))
                .toList();
        return new RefusedException(code, detail, placed, limit, retryAfter, lacked);
    }

    public RefusedException limit(LimitHit hit) {
        return new RefusedException(code, detail, errors, hit, retryAfter, lacked);
    }

    public RefusedException retryAfter(Duration wait) {
        return new RefusedException(code, detail, errors, limit, wait, lacked);
    }

    public ErrorCode code() {
        return code;
    }

    public String detail() {
        return detail;
    }

    public List<FieldError> errors() {
        return errors;
    }

    public Optional<LimitHit> limit() {
        return Optional.ofNullable(limit);
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** The permission that was missing, if that was the reason. */
    public Optional<String> lacked() {
        return Optional.ofNullable(lacked);
    }
}
