package io.scaiwave.tenancy.problem;

/**
 * Every code a caller may meet, with its status. The name is the public code and never changes its meaning; the title
 * is the same for every occurrence.
 */
public enum ErrorCode {
    SW_AUTH_INVALID_TOKEN(401, "The token is not valid"),
    SW_AUTH_EXPIRED_TOKEN(401, "The token has expired"),
    SW_AUTH_MISSING_TOKEN(401, "A token is needed"),
    SW_BRIDGE_SIGNATURE(401, "The signature is not valid"),
    SW_AUTH_OIDC_FAILED(400, "The sign-in failed"),
    SW_AUTH_REDIRECT_MISMATCH(400, "The redirect address is not registered"),
    SW_VALIDATION(400, "The request is not valid"),
    SW_ID_INVALID(400, "The id is not valid"),
    SW_ROOM_TYPE_INVARIANT(400, "The room type does not allow this"),
    SW_AUTH_INSUFFICIENT_PERMISSION(403, "The permission is missing"),
    SW_AUTH_TENANT_MISMATCH(403, "The tenant selectors disagree"),
    SW_TENANT_SUSPENDED(403, "The tenant is suspended"),
    SW_PARTNER_SUSPENDED(403, "The partner is suspended"),
    SW_FEATURE_DISABLED(403, "The feature is disabled"),
    SW_NOT_MEMBER(403, "Not a member of the room"),
    SW_ROOM_FORBIDDEN(403, "The room does not allow this"),
    SW_REDACT_FORBIDDEN(403, "The event may not be redacted"),
    SW_NOT_FOUND(404, "Not found"),
    SW_TENANT_NOT_FOUND(404, "The tenant was not found"),
    SW_ROOM_NOT_FOUND(404, "The room was not found"),
    SW_EVENT_NOT_FOUND(404, "The event was not found"),
    SW_METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
    SW_NOT_ACCEPTABLE(406, "No representation fits the Accept header"),
    SW_IDEMPOTENCY_IN_PROGRESS(409, "The first request with this key is still running"),
    SW_SLUG_TAKEN(409, "The slug is taken"),
    SW_EXTERNAL_ID_TAKEN(409, "The identity provider's id is taken"),
    SW_STATE_CONFLICT(409, "The state does not allow this"),
    SW_TENANT_CAPACITY(409, "The tenant is at its limit"),
    SW_ROOM_CAPACITY(409, "The room is full"),
    SW_STORAGE_CAPACITY(409, "The storage is full"),
    SW_SIDEKICK_CAPACITY(409, "Too many sidekicks"),
    SW_PLAN_LIMIT(409, "The plan has too many steps"),
    SW_ROOM_FROZEN(409, "The room is frozen"),
    SW_EVENT_TOO_OLD_TO_EDIT(409, "The event is too old to edit"),
    SW_PARTNER_POOL_EXHAUSTED(409, "The partner's pool is exhausted"),
    SW_BUDGET_EXCEEDED(402, "The budget is exceeded"),
    SW_AI_BUDGET_EXCEEDED(402, "The AI budget is exceeded"),
    SW_VERSION_CONFLICT(412, "The resource has changed"),
    SW_CONTENT_TOO_LARGE(413, "The content is too large"),
    SW_UNSUPPORTED_MEDIA_TYPE(415, "The content type is not supported"),
    SW_IDEMPOTENCY_CONFLICT(422, "The idempotency key was used with another request"),
    SW_PRECONDITION_REQUIRED(428, "A precondition is required"),
    SW_RATE_LIMIT_EXCEEDED(429, "Too many requests"),
    SW_INTERNAL(500, "Something failed on our side"),
    SW_TENANT_MOVING(503, "The tenant is being moved"),
    SW_DEPENDENCY_DOWN(503, "A dependency is not available"),
    SW_FED_PEER_UNKNOWN(403, "The peer is not known"),
    SW_FED_SIGNATURE_MISMATCH(401, "The signature does not match"),
    SW_FED_PROTOCOL_VERSION(400, "The protocol version is not supported"),
    SW_FED_POLICY(403, "The policy does not allow this"),
    SW_FED_REPLAY(401, "The request was seen before");

    private final int status;
    private final String title;

    ErrorCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** The last part of the problem's {@code type}: {@code SW_SLUG_TAKEN} becomes {@code slug-taken}. */
    public String slug() {
        return name().substring("SW_".length())
                .toLowerCase(java.util.Locale.ROOT)
                .replace('_', '-');
    }

    /** Refuses with a detail that is safe to show to the caller. */
    public RefusedException because(String detail) {
        return new RefusedException(this, detail);
    }
}
