package io.scaiwave.tenant.templates;

import io.scaiwave.tenancy.audit.AuditEntry;
import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.context.PartnerContext;
import io.scaiwave.tenancy.db.Tx;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.id.TemplateId;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.RefusedException;
import io.scaiwave.tenancy.web.ETags;
import io.scaiwave.tenant.access.Reach;
import io.scaiwave.tenant.auditlog.AuditChain;
import io.scaiwave.tenant.auditlog.AuditLogOwner;
import io.scaiwave.tenant.auditlog.Changes;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Makes and changes templates; each change is an entry in the partner's log. */
@ApplicationScoped
public class TemplateChanges {

    private final Clock clock;

    public TemplateChanges(Clock clock) {
        this.clock = clock;
    }

    Uni<Template> create(Tx tx, Caller caller, @Nullable PartnerId asked, String name, TemplateDocument document) {
        PartnerId owner = ownerOf(caller, asked);
        return refuseUnlessActive(tx, caller, owner)
                .chain(() -> Templates.insert(tx, owner, name, document))
                .call(made -> record(tx, caller, made, "template.create", new JsonObject()));
    }

    Uni<Template> replace(Tx tx, Caller caller, TemplateId id, long version, String name, TemplateDocument document) {
        return Templates.lock(tx, id)
                .call(before -> refuseUnlessActive(tx, caller, before.partnerId()))
                .flatMap(before -> {
                    ETags.check(version, before.version());
                    Template after = before.with(name, document);
                    return after.equals(before)
                            ? Uni.createFrom().item(before)
                            : Templates.save(tx, after)
                                    .call(saved -> record(
                                            tx,
                                            caller,
                                            saved,
                                            "template.update",
                                            Changes.between(shown(before), shown(saved))));
                });
    }

    private static Uni<Void> refuseUnlessActive(Tx tx, Caller caller, PartnerId owner) {
        return Templates.statusOf(tx, owner)
                .invoke(found -> {
                    String status = found.orElseThrow(TemplateChanges::noPartner);
                    if (caller.home() instanceof PartnerContext && !status.equals("active")) {
                        throw ErrorCode.SW_PARTNER_SUSPENDED.because("The partner is suspended: it changes nothing.");
                    }
                })
                .replaceWithVoid();
    }

    private static PartnerId ownerOf(Caller caller, @Nullable PartnerId asked) {
        if (caller.scope() instanceof PartnerContext own) {
            if (asked != null && !asked.equals(own.partnerId())) {
                throw noPartner();
            }
            return own.partnerId();
        }
        if (asked == null) {
            throw RefusedException.invalid("partner_id", "must say whose template this is");
        }
        return asked;
    }

    private static RuntimeException noPartner() {
        return Reach.unknown().field("partner_id", "names no partner");
    }

    private Uni<Void> record(Tx tx, Caller caller, Template template, String action, JsonObject changes) {
        AuditEntry entry =
                AuditEntry.of(caller, clock, action, "template", template.id().wire(), changes, AuditEntry.SUCCESS);
        return AuditChain.append(tx, new AuditLogOwner.OfPartner(template.partnerId()), entry);
    }

    private static JsonObject shown(Template template) {
        return template.document().toJson().put("name", template.name()).put("version", template.version());
    }
}
