package io.scaiwave.gateway.trail;

import io.scaiwave.tenancy.audit.AuditEntry;
import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.id.TenantId;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Reports one access, or its refusal, of a caller whose scope is its home. Returns at once; the writing follows. */
@ApplicationScoped
public class AccessTrail {

    private final Coalescing coalescing;
    private final Clock clock;

    public AccessTrail(Coalescing coalescing, Clock clock) {
        this.coalescing = coalescing;
        this.clock = clock;
    }

    /** @param selected what the caller named, in its own words: whether it exists is nobody's business */
    public void selectorsDisagreed(Caller caller, String method, String pathTemplate, String selected) {
        JsonObject what =
                new JsonObject().put("method", method).put("path", pathTemplate).put("selected", selected);
        AuditEntry entry = AuditEntry.of(caller, clock, "tenant.select", "tenant", null, what, AuditEntry.DENIED);
        coalescing.report(caller.home(), entry, selected);
    }

    public void permissionDenied(Caller caller, String method, String pathTemplate, String permission) {
        JsonObject what =
                new JsonObject().put("method", method).put("path", pathTemplate).put("permission", permission);
        AuditEntry entry = AuditEntry.of(caller, clock, "permission.denied", "endpoint", null, what, AuditEntry.DENIED);
        coalescing.report(caller.home(), entry, method + " " + pathTemplate + " " + permission);
    }

    /** A partner or super admin acts in a tenant. */
    public void accessedTenant(Caller caller, TenantId tenant) {
        AuditEntry entry =
                AuditEntry.of(caller, clock, "tenant.access", "tenant", tenant.wire(), null, AuditEntry.SUCCESS);
        coalescing.report(caller.home(), entry, tenant.wire());
    }
}
