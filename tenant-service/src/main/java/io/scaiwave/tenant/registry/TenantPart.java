package io.scaiwave.tenant.registry;

import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.db.TenantDb;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.web.ETags;
import io.scaiwave.tenancy.web.Envelope;
import io.scaiwave.tenant.access.Reach;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A part of a tenant that is read and replaced at an address of its own, under the tenant's version. */
@ApplicationScoped
class TenantPart {

    private final TenantDb db;
    private final TenantEdits edits;

    TenantPart(TenantDb db, TenantEdits edits) {
        this.db = db;
        this.edits = edits;
    }

    Uni<Response> read(Caller caller, TenantId id, Function<Tenant, ?> part) {
        return db.inTransaction(Reach.to(caller, id), tx -> Tenants.find(tx, id))
                .map(found -> ok(found.orElseThrow(Reach::unknownTenant), part));
    }

    /**
     * @param action what the audit log calls it
     * @param caller who was found to be allowed to work on the tenant
     */
    Uni<Response> replace(
            Caller caller,
            TenantId id,
            HttpHeaders headers,
            String action,
            UnaryOperator<Tenant> change,
            Function<Tenant, ?> part) {
        long version = ETags.required(headers.getHeaderString(HttpHeaders.IF_MATCH));
        return db.inTransaction(caller.scope(), tx -> edits.edit(tx, caller, id, version, action, change))
                .map(tenant -> ok(tenant, part));
    }

    private static Response ok(Tenant tenant, Function<Tenant, ?> part) {
        return Response.ok(Envelope.of(part.apply(tenant)))
                .header(HttpHeaders.ETAG, ETags.of(tenant.stamp().version()))
                .build();
    }
}
