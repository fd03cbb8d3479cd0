package io.scaiwave.tenant.provisioning;

import io.scaiwave.tenancy.audit.AuditEntry;
import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.context.PartnerContext;
import io.scaiwave.tenancy.db.Tx;
import io.scaiwave.tenancy.id.OperationId;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.id.TemplateId;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenant.access.Reach;
import io.scaiwave.tenant.operations.Operation;
import io.scaiwave.tenant.operations.Operations;
import io.scaiwave.tenant.partner.Partner;
import io.scaiwave.tenant.partner.TenantPool;
import io.scaiwave.tenant.registry.IssuerClaims;
import io.scaiwave.tenant.registry.Lifecycled;
import io.scaiwave.tenant.registry.PlacementConfig;
import io.scaiwave.tenant.registry.Tenant;
import io.scaiwave.tenant.registry.TenantJournal;
import io.scaiwave.tenant.registry.TenantState;
import io.scaiwave.tenant.registry.Tenants;
import io.scaiwave.tenant.rollout.Rollout;
import io.scaiwave.tenant.templates.Templates;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Records a new tenant and the work that makes it usable, in one transaction. */
@ApplicationScoped
public class TenantCreation {

    private final Operations operations;
    private final Provisioning provisioning;
    private final TenantJournal journal;
    private final PlacementConfig placement;
    private final IssuerClaims issuers;
    private final Clock clock;

    public TenantCreation(
            Operations operations,
            Provisioning provisioning,
            TenantJournal journal,
            PlacementConfig placement,
            IssuerClaims issuers,
            Clock clock) {
        this.operations = operations;
        this.provisioning = provisioning;
        this.journal = journal;
        this.placement = placement;
        this.issuers = issuers;
        this.clock = clock;
    }

    public record Begun(Tenant tenant, OperationId operation) {}

    public Uni<Begun> begin(Tx tx, Caller caller, CreateTenant asked) {
        asked.check(placement);
        PartnerId owner = partnerOf(caller, asked);
        issuers.check(caller, owner, new JsonObject(), externalIds(asked));
        return TenantPool.take(tx, owner)
                .chain(partner -> Tenants.insert(tx, draft(partner, asked)))
                .chain(tenant -> fromTemplate(tx, tenant, asked.templateId()))
                .call(tenant -> journal.record(tx, tenant, Lifecycled.CREATED, entry(caller, tenant)))
                .chain(tenant -> start(tx, caller, asked, tenant).map(operation -> new Begun(tenant, operation)));
    }

    /** A partner makes tenants of its own; another partner's id gets the answer for an unknown one. */
    private static PartnerId partnerOf(Caller caller, CreateTenant asked) {
        if (caller.scope() instanceof PartnerContext own) {
            if (asked.partnerId() != null && !asked.partnerId().equals(own.partnerId())) {
                throw Reach.unknown().field("partner_id", "names no partner");
            }
            return own.partnerId();
        }
        return asked.partnerId() == null ? Partner.INTERNAL : asked.partnerId();
    }

    private Tenant draft(Partner partner, CreateTenant asked) {
        return new Tenant(
                TenantId.random(),
                partner.id(),
                new TenantState.Provisioning(),
                Tenant.Profile.named(asked.slug(), asked.name(), externalIds(asked)),
                asked.chosenPlan().name(),
                asked.placement(placement),
                Map.of(),
                new Tenant.Given(
                        new Tenant.FromPartner(
                                partner.standing().status(), partner.stamp().epoch(), partner.limits()),
                        null),
                Set.of(),
                null,
                new Tenant.Stamp(1, 1, clock.instant(), clock.instant()));
    }

    private Uni<Tenant> fromTemplate(Tx tx, Tenant tenant, @Nullable TemplateId id) {
        if (id == null) {
            return Uni.createFrom().item(tenant);
        }
        return Templates.find(tx, id)
                .map(found -> found.filter(template -> template.partnerId().equals(tenant.partnerId()))
                        .orElseThrow(() -> Templates.unknown().field("template_id", "names no template")))
                .flatMap(template -> Tenants.save(
                        tx, Rollout.of(tenant, template, clock.instant()).after(), false));
    }

    private static JsonObject externalIds(CreateTenant asked) {
        JsonObject ids = new JsonObject();
        (asked.externalIds() == null ? Map.<String, String>of() : asked.externalIds()).forEach(ids::put);
        return ids;
    }

    private AuditEntry entry(Caller caller, Tenant tenant) {
        JsonObject after = new JsonObject()
                .put("slug", tenant.profile().slug())
                .put("name", tenant.profile().name())
                .put("plan", tenant.plan())
                .put("isolation", tenant.placement().isolation().wire())
                .put("data_region", tenant.placement().dataRegion())
                .put("external_ids", tenant.profile().externalIds())
                .put(
                        "template_id",
                        tenant.fromTemplate().map(given -> given.id().wire()).orElse(null));
        return AuditEntry.of(
                caller,
                clock,
                "tenant.create",
                "tenant",
                tenant.id().wire(),
                new JsonObject().put("after", after),
                AuditEntry.SUCCESS);
    }

    private Uni<OperationId> start(Tx tx, Caller caller, CreateTenant asked, Tenant tenant) {
        JsonObject input = new JsonObject();
        if (asked.adminEmail() != null) {
            input.put("admin_email", asked.adminEmail());
        }
        Operation.Origin origin = new Operation.Origin(caller.principal().id(), caller.requestId());
        return operations.start(tx, tenant.partnerId(), tenant.id(), provisioning, input, origin);
    }
}
