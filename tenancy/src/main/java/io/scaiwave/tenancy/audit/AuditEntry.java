package io.scaiwave.tenancy.audit;

import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.context.Principal;
import io.scaiwave.tenancy.id.AuditId;
import io.scaiwave.tenancy.time.WireTime;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One entry of an audit log.
 *
 * @param action {@code <resource>.<verb>}, for example {@code tenant.suspend}
 * @param changes before and after of each changed member; secrets are masked by who makes it
 * @param outcome {@code success} or {@code denied}
 * @param count how many equal events the entry stands for
 */
public record AuditEntry(
        AuditId id,
        OffsetDateTime time,
        String action,
        String actorId,
        String actorType,
        @Nullable String onBehalfOf,
        String resourceType,
        @Nullable String resourceId,
        @Nullable JsonObject changes,
        @Nullable String ip,
        @Nullable String userAgent,
        String outcome,
        String requestId,
        int count) {

    public static final String SUCCESS = "success";
    public static final String DENIED = "denied";

    /** Its time is no finer than the text of it, which the chain of the log covers. */
    public AuditEntry {
        time = time.truncatedTo(ChronoUnit.MILLIS);
    }

    public static AuditEntry of(
            Caller caller,
            Clock clock,
            String action,
            String resourceType,
            @Nullable String resourceId,
            @Nullable JsonObject changes,
            String outcome) {
        Principal actor = caller.principal();
        return new AuditEntry(
                AuditId.random(),
                OffsetDateTime.now(clock).withOffsetSameInstant(ZoneOffset.UTC),
                action,
                actor.id(),
                actor.kind().name().toLowerCase(Locale.ROOT),
                actor.onBehalfOf(),
                resourceType,
                resourceId,
                changes,
                caller.clientIp(),
                caller.userAgent(),
                outcome,
                caller.requestId(),
                1);
    }

    /** Of what a service does by itself. */
    public static AuditEntry byService(
            Clock clock,
            String service,
            String action,
            String resourceType,
            @Nullable String resourceId,
            @Nullable JsonObject changes) {
        AuditId id = AuditId.random();
        return new AuditEntry(
                id,
                OffsetDateTime.now(clock).withOffsetSameInstant(ZoneOffset.UTC),
                action,
                service,
                "service",
                null,
                resourceType,
                resourceId,
                changes,
                null,
                null,
                SUCCESS,
                id.wire(),
                1);
    }

    /** The same entry, of what a service does because somebody has asked for it. */
    public AuditEntry onBehalfOf(String principal, String request) {
        return new AuditEntry(
                id,
                time,
                action,
                actorId,
                actorType,
                principal,
                resourceType,
                resourceId,
                changes,
                ip,
                userAgent,
                outcome,
                request,
                count);
    }

    /** The same entry, standing for several equal events. */
    public AuditEntry times(int repeated) {
        return new AuditEntry(
                AuditId.random(),
                time,
                action,
                actorId,
                actorType,
                onBehalfOf,
                resourceType,
                resourceId,
                changes,
                ip,
                userAgent,
                outcome,
                requestId,
                repeated);
    }

    public JsonObject toJson() {
        return new JsonObject()
                .put("id", id.wire())
                .put("time", WireTime.of(time))
                .put("action", action)
                .put("actor_id", actorId)
                .put("actor_type", actorType)
                .put("on_behalf_of", onBehalfOf)
                .put("resource_type", resourceType)
                .put("resource_id", resourceId)
                .put("changes", changes)
                .put("ip", ip)
                .put("user_agent", userAgent)
                .put("outcome", outcome)
                .put("request_id", requestId)
                .put("count", count);
    }

    /** Reads what {@link #toJson} wrote; throws {@link IllegalArgumentException} for anything else. */
    public static AuditEntry fromJson(JsonObject json) {
        try {
            return new AuditEntry(
                    AuditId.parse(json.getString("id")),
                    OffsetDateTime.parse(json.getString("time")),
                    json.getString("action"),
                    json.getString("actor_id"),
                    json.getString("actor_type"),
                    json.getString("on_behalf_of"),
                    json.getString("resource_type"),
                    json.getString("resource_id"),
                    json.getJsonObject("changes"),
                    json.getString("ip"),
                    json.getString("user_agent"),
                    json.getString("outcome"),
                    json.getString("request_id"),
                    json.getInteger("count", 1));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("Not an audit entry", e);
        }
    }
}
