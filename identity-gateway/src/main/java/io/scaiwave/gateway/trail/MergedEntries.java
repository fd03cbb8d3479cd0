package io.scaiwave.gateway.trail;

import io.scaiwave.tenancy.audit.AuditEntry;
import io.scaiwave.tenancy.id.AuditId;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Entries that stand for several different ones, and say so. */
final class MergedEntries {

    private static final String GATEWAY = "identity-gateway";

    private MergedEntries() {}

    /** For different events of the same kind and the same actor. */
    static AuditEntry ofActor(AuditEntry one) {
        return merged(one, one.actorId(), one.actorType(), one.onBehalfOf());
    }

    /** For events of several actors. */
    static AuditEntry ofMany(AuditEntry one) {
        return merged(one, GATEWAY, "service", null);
    }

    private static AuditEntry merged(AuditEntry one, String actorId, String actorType, @Nullable String onBehalfOf) {
        return new AuditEntry(
                AuditId.random(),
                one.time(),
                one.action(),
                actorId,
                actorType,
                onBehalfOf,
                one.resourceType(),
                null,
                new JsonObject().put("merged", true),
                null,
                null,
                one.outcome(),
                one.requestId(),
                1);
    }
}
