package io.scaiwave.tenancy.db;

import io.scaiwave.tenancy.context.Isolation;
import io.scaiwave.tenancy.context.PartnerContext;
import io.scaiwave.tenancy.context.PlatformContext;
import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.id.TenantId;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.Optional;
import java.util.UUID;

/**
 * The message that opens a transaction and says whose it is and on which copy. Simple protocol, because several
 * statements travel in it; the only values are UUIDs formatted by ourselves, so there is nothing to quote.
 *
 * <p>Where rows may move, its last statement keeps the tenant in the setting that row-level security reads only if the
 * tenant's fence opens this copy for this intent. A closed copy shows no row and admits none, whatever follows in the
 * same write; its answer says so.
 *
 * @param intent writers hold the fence in place until they end, readers do not
 */
record Opening(Scope scope, Place place, Intent intent) {

    enum Intent {
        READ,
        WRITE
    }

    String sql() {
        return switch (scope) {
            case TenantContext tenant -> forTenant(tenant.tenantId());
            case PartnerContext partner ->
                "BEGIN; " + setting("app.partner_id", partner.partnerId().uuid());
            case PlatformContext ignored -> "BEGIN; SET LOCAL app.scope = 'platform'";
        };
    }

    static String narrow(UUID tenant) {
        return setting("app.tenant_id", tenant);
    }

    /** True if the fence must be asked. */
    boolean isFenced() {
        return scope instanceof TenantContext && !(place instanceof Place.Home);
    }

    private String forTenant(TenantId tenant) {
        String scoped = "BEGIN; " + setting("app.tenant_id", tenant.uuid());
        return switch (place) {
            case Place.Home ignored -> scoped;
            case Place.Shared ignored -> scoped + "; " + fence(tenant, "fences");
            case Place.InSchema own ->
                scoped + "; SET LOCAL ROLE " + own.schema() + "; SET LOCAL search_path = " + own.schema() + "; "
                        + fence(tenant, own.service() + ".fences");
        };
    }

    private String fence(TenantId tenant, String table) {
        String states = intent == Intent.WRITE ? "('open')" : "('open', 'reading')";
        String lock =
                intent == Intent.WRITE ? "SELECT pg_advisory_xact_lock_shared(" + FenceLock.key(tenant) + "); " : "";
        return lock + "SELECT set_config('app.tenant_id', CASE WHEN f.level = '"
                + place.level().wire() + "' AND f.state IN " + states + " THEN '" + tenant.uuid()
                + "' ELSE '' END, true) AS tenant, f.level FROM (VALUES (1)) AS one LEFT JOIN " + table
                + " f ON f.tenant_id = '" + tenant.uuid() + "'";
    }

    /** Throws {@link ClosedPlaceException} if the fence did not let the transaction in. */
    void check(RowSet<Row> answer) {
        if (!isFenced()) {
            return;
        }
        Row verdict = last(answer).iterator().next();
        if (verdict.getString("tenant").isEmpty()) {
            throw new ClosedPlaceException(
                    Optional.ofNullable(verdict.getString("level")).flatMap(Isolation::of));
        }
    }

    private static RowSet<Row> last(RowSet<Row> answer) {
        RowSet<Row> each = answer;
        for (RowSet<Row> next = each.next(); next != null; next = each.next()) {
            each = next;
        }
        return each;
    }

    private static String setting(String name, UUID value) {
        return "SET LOCAL " + name + " = '" + value + "'";
    }
}
