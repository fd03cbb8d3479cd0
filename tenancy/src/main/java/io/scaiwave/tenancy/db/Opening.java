package io.scaiwave.tenancy.db;

import io.scaiwave.tenancy.context.Isolation;
import io.scaiwave.tenancy.context.PartnerContext;
import io.scaiwave.tenancy.context.PlatformContext;
import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.id.TenantId;
import io.vertx.pgclient.PgException;
import java.util.Optional;
import java.util.UUID;

/**
 * The message that opens a transaction and says whose it is and on which copy. Simple protocol, because several
 * statements travel in it; the only values are UUIDs formatted by ourselves, so there is nothing to quote.
 *
 * <p>Where rows may move, the transaction opens only if the tenant's fence opens this copy for this intent. A closed copy
 * fails it there and then, so that whatever follows in the same write does nothing.
 *
 * @param intent writers hold the fence in place until they end, readers do not
 */
record Opening(Scope scope, Place place, Intent intent) {

    private static final String CLOSED = "SW001";

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
        return switch (place) {
            case Place.Home ignored -> "BEGIN; " + setting("app.tenant_id", tenant.uuid());
            case Place.Shared shared -> "BEGIN; " + entrance(shared.service(), tenant);
            // Whoever connects there may do nothing but become the runtime role.
            case Place.InDatabase own ->
                "BEGIN; SET LOCAL ROLE " + own.service() + "_app; " + entrance(own.service(), tenant);
            case Place.InSchema own ->
                "BEGIN; " + entrance(own.service(), tenant) + "; SET LOCAL ROLE " + own.schema()
                        + "; SET LOCAL search_path = " + own.schema();
        };
    }

    private String entrance(String service, TenantId tenant) {
        return "CALL " + service + ".enter('" + tenant.uuid() + "', '"
                + place.level().wire() + "', " + (intent == Intent.WRITE) + ")";
    }

    /** A fence that did not let the transaction in is told from every other failure. */
    static Throwable explain(Throwable failure) {
        return failure instanceof PgException pg && CLOSED.equals(pg.getSqlState())
                ? new ClosedPlaceException(Optional.ofNullable(pg.getDetail()).flatMap(Isolation::of))
                : failure;
    }

    private static String setting(String name, UUID value) {
        return "SET LOCAL " + name + " = '" + value + "'";
    }
}
