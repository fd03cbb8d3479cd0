package io.scaiwave.tenant.partner;

import io.scaiwave.tenancy.db.DatabaseFailures;
import io.scaiwave.tenancy.db.Tx;
import io.scaiwave.tenancy.directory.PartnerEntry;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenant.access.Reach;
import io.scaiwave.tenant.limits.LimitMap;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The stored partners, as far as the transaction's scope reaches. */
final class Partners {

    private static final String SELECT = "SELECT " + Partner.COLUMNS + " FROM partners p ";
    private static final String PAGE =
            SELECT + "WHERE $1::uuid IS NULL OR partner_id < $1 ORDER BY partner_id DESC LIMIT $2";
    private static final String INSERT = """
            INSERT INTO partners AS p (partner_id, slug, name, branding, base_domain, limits, max_tenants, features, settings)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING
            """ + Partner.COLUMNS;
    private static final String SAVE = """
            UPDATE partners p SET name = $2, branding = $3, base_domain = $4, limits = $5, max_tenants = $6, features = $7,
                settings = $8, status = $9, status_reason = $10, epoch = epoch + $11::int, version = version + 1,
                updated_at = now()
            WHERE partner_id = $1 RETURNING
            """ + Partner.COLUMNS;
    private static final String DELETE = """
            WITH gone AS (DELETE FROM partners WHERE partner_id = $1 AND tenant_count = 0 RETURNING partner_id, epoch, version)
            INSERT INTO deleted_partners (partner_id, epoch, version) SELECT partner_id, epoch, version + 1 FROM gone
            RETURNING epoch, version, deleted_at
            """;

    private Partners() {}

    static Uni<Optional<Partner>> find(Tx tx, PartnerId id) {
        return tx.first(SELECT + "WHERE partner_id = $1", Partner::map, id.uuid());
    }

    static Uni<Partner> lock(Tx tx, PartnerId id) {
        return tx.first(SELECT + "WHERE partner_id = $1 FOR UPDATE", Partner::map, id.uuid())
                .map(found -> found.orElseThrow(Reach::unknown));
    }

    static Uni<List<Partner>> page(Tx tx, @Nullable PartnerId before, int limit) {
        return tx.list(PAGE, Partner::map, before == null ? null : before.uuid(), limit);
    }

    static Uni<Partner> insert(Tx tx, Partner partner) {
        Partner.Profile profile = partner.profile();
        return tx.first(
                        INSERT,
                        Partner::map,
                        partner.id().uuid(),
                        profile.slug(),
                        profile.name(),
                        profile.branding(),
                        profile.baseDomain(),
                        LimitMap.json(partner.limits()),
                        partner.maxTenants(),
                        profile.features(),
                        profile.settings())
                .map(Optional::orElseThrow)
                .onFailure(failure -> DatabaseFailures.isUniqueViolation(failure, "partners_slug"))
                .transform(failure -> ErrorCode.SW_SLUG_TAKEN
                        .because("The slug '" + profile.slug() + "' is taken.")
                        .field("slug", "is taken"));
    }

    static Uni<Partner> save(Tx tx, Partner partner, boolean newEpoch) {
        Partner.Profile profile = partner.profile();
        return tx.first(
                        SAVE,
                        Partner::map,
                        partner.id().uuid(),
                        profile.name(),
                        profile.branding(),
                        profile.baseDomain(),
                        LimitMap.json(partner.limits()),
                        partner.maxTenants(),
                        profile.features(),
                        profile.settings(),
                        partner.standing().status(),
                        partner.standing().reason(),
                        newEpoch ? 1 : 0)
                .map(saved -> saved.orElseThrow(Reach::unknown));
    }

    /** What is left to say of it; empty while it has tenants. */
    static Uni<Optional<PartnerEntry>> delete(Tx tx, PartnerId id) {
        return tx.first(
                DELETE,
                row -> new PartnerEntry(
                        id,
                        PartnerEntry.DELETED,
                        row.getLong("epoch"),
                        row.getLong("version"),
                        row.getOffsetDateTime("deleted_at")),
                id.uuid());
    }
}
