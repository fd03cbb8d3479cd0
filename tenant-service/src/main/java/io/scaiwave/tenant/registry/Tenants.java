package io.scaiwave.tenant.registry;

import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.context.PartnerContext;
import io.scaiwave.tenancy.db.DatabaseFailures;
import io.scaiwave.tenancy.db.Tx;
import io.scaiwave.tenancy.id.TemplateId;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenant.access.Reach;
import io.scaiwave.tenant.limits.LimitMap;
import io.scaiwave.tenant.templates.FromTemplate;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The stored tenants, as far as the transaction's scope reaches. */
public final class Tenants {

    private static final String SELECT = "SELECT " + TenantRows.COLUMNS + " FROM tenants t ";
    private static final String PAGE = SELECT + """
            WHERE ($1::uuid IS NULL OR t.tenant_id < $1) AND ($2::text IS NULL OR t.status = $2)
                AND ($3::text IS NULL OR t.plan = $3)
                AND ($4::text IS NULL OR position(lower($4) in lower(t.name)) > 0 OR position(lower($4) in t.slug) > 0)
            ORDER BY t.tenant_id DESC LIMIT $5
            """;
    private static final String OF_TEMPLATE = SELECT
            + "WHERE t.template_id = $1 AND t.status <> 'deleted' AND ($2::uuid IS NULL OR t.tenant_id > $2)"
            + " ORDER BY t.tenant_id LIMIT $3";
    private static final String BY_SLUG = SELECT
            + "JOIN slugs s ON s.partner_id = t.partner_id AND s.tenant_id = t.tenant_id "
            + "WHERE s.slug = $1 AND (s.current OR s.redirects_until > now())";
    private static final String INSERT = """
            INSERT INTO tenants AS t (partner_id, tenant_id, slug, name, state, plan, isolation, data_region, external_ids,
                partner_status, partner_epoch, partner_limits)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING
            """ + TenantRows.COLUMNS;
    private static final String SAVE = """
            UPDATE tenants t SET slug = $3, name = $4, state = $5, plan = $6, external_ids = $7, features = $8,
                settings = $9, ai_defaults = $10, limit_overrides = $11, epoch = t.epoch + $12::int,
                template_id = $13, template = $14, subscription_expires_at = $15,
                subscription_notices = CASE WHEN t.subscription_expires_at IS NOT DISTINCT FROM $15
                    THEN t.subscription_notices ELSE 0 END,
                version = t.version + 1, updated_at = clock_timestamp()
            WHERE t.partner_id = $1 AND t.tenant_id = $2 RETURNING
            """ + TenantRows.COLUMNS;
    private static final String TAKE_SLUG =
            "INSERT INTO slugs (slug, partner_id, tenant_id, current) VALUES ($1, $2, $3, true)";
    private static final String RELEASE_SLUG = """
            UPDATE slugs SET current = false, redirects_until = now() + interval '30 days',
                reserved_until = now() + interval '90 days'
            WHERE partner_id = $1 AND tenant_id = $2 AND current
            """;
    private static final String RECLAIM_SLUG = """
            UPDATE slugs SET current = true, redirects_until = NULL, reserved_until = NULL
            WHERE partner_id = $1 AND tenant_id = $2 AND slug = $3
            """;

    private Tenants() {}

    public static Uni<Optional<Tenant>> find(Tx tx, TenantId id) {
        return tx.first(SELECT + "WHERE t.tenant_id = $1", TenantRows::map, id.uuid());
    }

    /** Reads and locks: of two changes at once the second sees the first. */
    public static Uni<Tenant> lock(Tx tx, TenantId id) {
        return tx.first(SELECT + "WHERE t.tenant_id = $1 FOR UPDATE", TenantRows::map, id.uuid())
                .map(found -> found.orElseThrow(Tenants::unknown));
    }

    /** As {@link #lock}, for a change that a suspended partner's own people may not make. */
    static Uni<Tenant> lockFor(Tx tx, Caller caller, TenantId id) {
        return lock(tx, id).invoke(tenant -> {
            boolean byPartner = caller.home() instanceof PartnerContext;
            if (byPartner && !tenant.fromPartner().status().equals("active")) {
                throw ErrorCode.SW_PARTNER_SUSPENDED.because("The partner is suspended: it changes nothing.");
            }
        });
    }

    /** By a current slug, or a former one that still redirects. */
    public static Uni<Optional<Tenant>> bySlug(Tx tx, String slug) {
        return tx.first(BY_SLUG, TenantRows::map, slug);
    }

    public static Uni<List<Tenant>> page(Tx tx, TenantFilter filter, int limit) {
        return tx.list(
                PAGE,
                TenantRows::map,
                filter.before().map(TenantId::uuid).orElse(null),
                filter.status().map(Status::wire).orElse(null),
                filter.plan().orElse(null),
                filter.text().orElse(null),
                limit);
    }

    /** Those that were last given the template, oldest first. */
    public static Uni<List<Tenant>> ofTemplate(Tx tx, TemplateId template, @Nullable TenantId after, int limit) {
        return tx.list(OF_TEMPLATE, TenantRows::map, template.uuid(), after == null ? null : after.uuid(), limit);
    }

    public static Uni<Tenant> insert(Tx tx, Tenant tenant) {
        Tenant.Profile profile = tenant.profile();
        return tx.first(
                        INSERT,
                        TenantRows::map,
                        tenant.partnerId().uuid(),
                        tenant.id().uuid(),
                        profile.slug(),
                        profile.name(),
                        StateJson.write(tenant.state()),
                        tenant.plan(),
                        tenant.placement().isolation().wire(),
                        tenant.placement().dataRegion(),
                        profile.externalIds(),
                        tenant.fromPartner().status(),
                        tenant.fromPartner().epoch(),
                        LimitMap.json(tenant.fromPartner().limits()))
                .map(Optional::orElseThrow)
                .call(stored -> takeSlug(tx, stored))
                .call(stored -> ExternalIds.hold(tx, stored));
    }

    /** Writes the tenant and gives it back with its new stamp. */
    public static Uni<Tenant> save(Tx tx, Tenant tenant, boolean newEpoch) {
        Tenant.Profile profile = tenant.profile();
        return tx.first(
                        SAVE,
                        TenantRows::map,
                        tenant.partnerId().uuid(),
                        tenant.id().uuid(),
                        profile.slug(),
                        profile.name(),
                        StateJson.write(tenant.state()),
                        tenant.plan(),
                        profile.externalIds(),
                        profile.features(),
                        profile.settings(),
                        profile.aiDefaults(),
                        LimitMap.json(tenant.limitOverrides()),
                        newEpoch ? 1 : 0,
                        tenant.fromTemplate().map(given -> given.id().uuid()).orElse(null),
                        tenant.fromTemplate().map(FromTemplate::toJson).orElse(null),
                        utc(tenant.subscriptionExpiresAt()))
                .map(saved -> saved.orElseThrow(Tenants::unknown));
    }

    /** The former slug goes on pointing here for 30 days and stays taken for 90. */
    public static Uni<Void> changeSlug(Tx tx, Tenant renamed) {
        UUID partner = renamed.partnerId().uuid();
        UUID id = renamed.id().uuid();
        return tx.update(RELEASE_SLUG, partner, id)
                .chain(() ->
                        tx.update(RECLAIM_SLUG, partner, id, renamed.profile().slug()))
                .chain(reclaimed -> reclaimed > 0 ? Uni.createFrom().voidItem() : takeSlug(tx, renamed));
    }

    private static Uni<Void> takeSlug(Tx tx, Tenant tenant) {
        return tx.update(
                        TAKE_SLUG,
                        tenant.profile().slug(),
                        tenant.partnerId().uuid(),
                        tenant.id().uuid())
                .onFailure(failure -> DatabaseFailures.isUniqueViolation(failure, "slugs_pkey"))
                .transform(failure -> ErrorCode.SW_SLUG_TAKEN
                        .because("The slug '" + tenant.profile().slug() + "' is taken.")
                        .field("slug", "is taken"))
                .replaceWithVoid();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }

    static RuntimeException unknown() {
        return Reach.unknownTenant();
    }
}
