package io.scaiwave.tenant.registry;

import io.scaiwave.tenancy.audit.AuditEntry;
import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.db.Tx;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.time.WireTime;
import io.scaiwave.tenancy.web.ETags;
import io.scaiwave.tenant.auditlog.Changes;
import io.scaiwave.tenant.limits.LimitMap;
import io.scaiwave.tenant.templates.FromTemplate;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Changes of what a tenant is called and what it may use. An edit that changes nothing leaves no trace. */
@ApplicationScoped
public class TenantEdits {

    private final TenantJournal journal;
    private final IssuerClaims issuers;
    private final Clock clock;

    public TenantEdits(TenantJournal journal, IssuerClaims issuers, Clock clock) {
        this.journal = journal;
        this.issuers = issuers;
        this.clock = clock;
    }

    /**
     * @param version the version the caller has seen
     * @param action what the audit log calls it
     */
    Uni<Tenant> edit(Tx tx, Caller caller, TenantId id, long version, String action, UnaryOperator<Tenant> change) {
        return change(tx, caller, id, action, before -> {
            ETags.check(version, before.stamp().version());
            return change.apply(before);
        });
    }

    /** As {@link #edit}, for a change that is right whatever the caller has seen. */
    public Uni<Tenant> change(Tx tx, Caller caller, TenantId id, String action, UnaryOperator<Tenant> change) {
        return Tenants.lockFor(tx, caller, id).flatMap(before -> {
            Tenant after = change.apply(before);
            issuers.check(
                    caller,
                    before.partnerId(),
                    before.profile().externalIds(),
                    after.profile().externalIds());
            return after.equals(before)
                    ? Uni.createFrom().item(before)
                    : store(tx, before, after).call(saved -> record(tx, caller, before, saved, action));
        });
    }

    private static Uni<Tenant> store(Tx tx, Tenant before, Tenant after) {
        Uni<Void> slug = before.profile().slug().equals(after.profile().slug())
                ? Uni.createFrom().voidItem()
                : Tenants.changeSlug(tx, after);
        Uni<Void> externalIds =
                before.profile().externalIds().equals(after.profile().externalIds())
                        ? Uni.createFrom().voidItem()
                        : ExternalIds.hold(tx, after);
        return slug.chain(() -> externalIds).chain(() -> Tenants.save(tx, after, isBinding(before, after)));
    }

    /** True for what caches elsewhere must notice at once. */
    private static boolean isBinding(Tenant before, Tenant after) {
        return !before.plan().equals(after.plan())
                || !before.limitLayers().equals(after.limitLayers())
                || !before.profile().features().equals(after.profile().features());
    }

    private Uni<Void> record(Tx tx, Caller caller, Tenant before, Tenant after, String action) {
        JsonObject changes = Changes.between(shown(before), shown(after));
        AuditEntry entry =
                AuditEntry.of(caller, clock, action, "tenant", after.id().wire(), changes, AuditEntry.SUCCESS);
        Lifecycled kind = isBinding(before, after) ? Lifecycled.EPOCH : Lifecycled.UPDATED;
        return journal.record(tx, after, kind, entry);
    }

    private static JsonObject shown(Tenant tenant) {
        Tenant.Profile profile = tenant.profile();
        return new JsonObject()
                .put("slug", profile.slug())
                .put("name", profile.name())
                .put("plan", tenant.plan())
                .put("subscription_expires_at", expiry(tenant.subscriptionExpiresAt()))
                .put("external_ids", profile.externalIds())
                .put("features", profile.features())
                .put("settings", profile.settings())
                .put("ai_defaults", profile.aiDefaults())
                .put("limits", LimitMap.json(tenant.limitOverrides()))
                .put("template", tenant.fromTemplate().map(FromTemplate::toJson).orElse(null));
    }

    private static @Nullable String expiry(@Nullable Instant expires) {
        return expires == null ? null : WireTime.of(expires);
    }
}
