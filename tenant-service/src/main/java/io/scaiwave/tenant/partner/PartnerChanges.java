package io.scaiwave.tenant.partner;

import io.scaiwave.tenancy.audit.AuditEntry;
import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.db.Tx;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.nats.Subjects;
import io.scaiwave.tenancy.outbox.Outbox;
import io.scaiwave.tenancy.outbox.OutboxEvent;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.web.ETags;
import io.scaiwave.tenant.auditlog.AuditChain;
import io.scaiwave.tenant.auditlog.AuditLogOwner;
import io.scaiwave.tenant.auditlog.Changes;
import io.scaiwave.tenant.limits.LimitMap;
import io.scaiwave.tenant.registry.PartnerCascade;
import io.scaiwave.tenant.templates.Templates;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.UnaryOperator;

/** Changes of partners, each with its event, its entry in the partner's own audit log, and what it means to tenants. */
@ApplicationScoped
public class PartnerChanges {

    private final Outbox outbox;
    private final PartnerCascade cascade;
    private final Clock clock;

    public PartnerChanges(Outbox outbox, PartnerCascade cascade, Clock clock) {
        this.outbox = outbox;
        this.cascade = cascade;
        this.clock = clock;
    }

    Uni<Partner> create(Tx tx, Caller caller, Partner draft) {
        return Partners.insert(tx, draft)
                .call(made -> record(tx, caller, made, "created", "partner.create", new JsonObject()));
    }

    Uni<Partner> edit(Tx tx, Caller caller, PartnerId id, long version, UnaryOperator<Partner> change) {
        return Partners.lock(tx, id).flatMap(before -> {
            ETags.check(version, before.stamp().version());
            Partner after = change.apply(before);
            return after.equals(before)
                    ? Uni.createFrom().item(before)
                    : store(tx, caller, before, after, "updated", "partner.update");
        });
    }

    Uni<Partner> suspend(Tx tx, Caller caller, PartnerId id, String reason) {
        return Partners.lock(tx, id).flatMap(before -> {
            refuseUnless(before.standing().isActive(), before, "suspend", "resume");
            Partner after = before.with(new Partner.Standing("suspended", reason));
            return store(tx, caller, before, after, "suspended", "partner.suspend");
        });
    }

    Uni<Partner> resume(Tx tx, Caller caller, PartnerId id) {
        return Partners.lock(tx, id).flatMap(before -> {
            refuseUnless(!before.standing().isActive(), before, "resume", "suspend");
            Partner after = before.with(new Partner.Standing("active", null));
            return store(tx, caller, before, after, "resumed", "partner.resume");
        });
    }

    Uni<Void> delete(Tx tx, Caller caller, PartnerId id, long version) {
        return Partners.lock(tx, id)
                .invoke(partner -> {
                    ETags.check(version, partner.stamp().version());
                    if (partner.id().equals(Partner.INTERNAL)) {
                        throw ErrorCode.SW_STATE_CONFLICT.because("The built-in partner stays.");
                    }
                })
                .call(() -> Templates.deleteOf(tx, id))
                .call(partner -> Partners.delete(tx, id)
                        .map(gone -> gone.orElseThrow(
                                () -> ErrorCode.SW_STATE_CONFLICT.because("The partner still has tenants.")))
                        .flatMap(gone -> announce(tx, "deleted", gone.id(), gone.toJson())))
                .flatMap(gone -> AuditChain.append(
                        tx, AuditLogOwner.of(tx.scope()), entry(caller, gone, "partner.delete", new JsonObject())));
    }

    private static void refuseUnless(boolean legal, Partner partner, String verb, String allowed) {
        if (!legal) {
            throw ErrorCode.SW_STATE_CONFLICT.because("A partner that is '"
                    + partner.standing().status() + "' cannot " + verb + "; allowed now: " + allowed + ".");
        }
    }

    private Uni<Partner> store(Tx tx, Caller caller, Partner before, Partner after, String kind, String action) {
        boolean binding =
                !before.standing().equals(after.standing()) || !before.limits().equals(after.limits());
        JsonObject changes = Changes.between(shown(before), shown(after));
        return Partners.save(tx, after, binding)
                .call(saved -> record(tx, caller, saved, kind, action, changes))
                .call(saved -> binding
                        ? cascade.begin(tx, saved.id(), saved.standing().isActive())
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> record(Tx tx, Caller caller, Partner partner, String kind, String action, JsonObject changes) {
        return announce(
                        tx,
                        kind,
                        partner.id(),
                        shown(partner).mergeIn(partner.entry().toJson()))
                .chain(() -> AuditChain.append(
                        tx, new AuditLogOwner.OfPartner(partner.id()), entry(caller, partner, action, changes)));
    }

    private Uni<Void> announce(Tx tx, String kind, PartnerId partner, JsonObject data) {
        return outbox.append(
                tx,
                OutboxEvent.of(
                        Subjects.partner(partner, kind),
                        "/partners/" + partner,
                        "swp.partner." + kind,
                        OffsetDateTime.now(clock).withOffsetSameInstant(ZoneOffset.UTC),
                        data));
    }

    private AuditEntry entry(Caller caller, Partner partner, String action, JsonObject changes) {
        return AuditEntry.of(caller, clock, action, "partner", partner.id().wire(), changes, AuditEntry.SUCCESS);
    }

    private static JsonObject shown(Partner partner) {
        Partner.Profile profile = partner.profile();
        return new JsonObject()
                .put("slug", profile.slug())
                .put("name", profile.name())
                .put("status", partner.standing().status())
                .put("status_reason", partner.standing().reason())
                .put("base_domain", profile.baseDomain())
                .put("branding", profile.branding())
                .put("limits", LimitMap.json(partner.limits()))
                .put("max_tenants", partner.maxTenants())
                .put("features", profile.features())
                .put("settings", profile.settings());
    }
}
