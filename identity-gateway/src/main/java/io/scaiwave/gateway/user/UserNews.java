package io.scaiwave.gateway.user;

import io.scaiwave.tenancy.audit.AuditEntry;
import io.scaiwave.tenancy.audit.AuditTrail;
import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.db.Tx;
import io.scaiwave.tenancy.id.UserId;
import io.scaiwave.tenancy.nats.Subjects;
import io.scaiwave.tenancy.outbox.Outbox;
import io.scaiwave.tenancy.outbox.OutboxEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;

/** What others hear of users, and what the tenant's log keeps; in the transaction of what happened. */
@ApplicationScoped
class UserNews {

    private final Outbox outbox;
    private final AuditTrail trail;
    private final Clock clock;

    UserNews(Outbox outbox, AuditTrail trail, Clock clock) {
        this.outbox = outbox;
        this.trail = trail;
        this.clock = clock;
    }

    Uni<Void> appeared(Tx tx, TenantContext tenant, UserId id) {
        return announce(tx, tenant, "created", data(tenant, id));
    }

    /** Names what changed; what it is now, is asked of the user's own service. */
    Uni<Void> changed(Tx tx, Caller caller, User before, User after) {
        JsonObject was = before.profile().toJson();
        JsonObject is = after.profile().toJson();
        List<String> names = is.fieldNames().stream()
                .filter(name -> !Objects.equals(was.getValue(name), is.getValue(name)))
                .toList();
        was.fieldNames().retainAll(names);
        is.fieldNames().retainAll(names);
        JsonObject data = data(caller.tenant(), after.id())
                .put("version", after.stamp().version())
                .put("changed", new JsonArray(names));
        return announce(tx, caller.tenant(), "updated", data)
                .chain(() -> record(
                        tx,
                        caller,
                        "user.update",
                        after.id(),
                        new JsonObject().put("before", was).put("after", is)));
    }

    Uni<Void> registered(Tx tx, Caller caller, UserId id) {
        return record(tx, caller, "user.register", id, new JsonObject());
    }

    private Uni<Void> record(Tx tx, Caller caller, String action, UserId id, JsonObject changes) {
        return trail.record(tx, AuditEntry.of(caller, clock, action, "user", id.wire(), changes, AuditEntry.SUCCESS));
    }

    private static JsonObject data(TenantContext tenant, UserId id) {
        return new JsonObject()
                .put("id", id.wire())
                .put("tenant_id", tenant.tenantId().wire());
    }

    private Uni<Void> announce(Tx tx, TenantContext tenant, String what, JsonObject data) {
        return outbox.append(
                tx,
                OutboxEvent.of(
                        Subjects.tenant(tenant.tenantId(), "identity.user." + what),
                        "/tenants/" + tenant.tenantId(),
                        "swp.identity.user." + what,
                        OffsetDateTime.now(clock),
                        data));
    }
}
