package io.scaiwave.tenant.directory;

import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.context.ForServices;
import io.scaiwave.tenancy.context.PlatformContext;
import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.db.TenantDb;
import io.scaiwave.tenancy.directory.DirectoryEntry;
import io.scaiwave.tenancy.directory.DirectoryPlace;
import io.scaiwave.tenancy.directory.PartnerEntry;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.problem.RefusedException;
import io.scaiwave.tenancy.web.Envelope;
import io.scaiwave.tenant.access.Reach;
import io.scaiwave.tenant.registry.DirectoryEntries;
import io.scaiwave.tenant.registry.TenantRows;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * The snapshots from which other services fill their own picture of tenants and partners, in pages bounded by count and
 * by bytes; the place that a page names is where the next begins.
 */
@Path("/internal/v1/directory")
@Produces(MediaType.APPLICATION_JSON)
public class DirectoryResource {

    private static final int MOST = 1_000;
    private static final String TENANTS = "SELECT " + TenantRows.COLUMNS + " FROM tenants t "
            + "WHERE (t.updated_at, t.tenant_id) > ($1, $2) ORDER BY t.updated_at, t.tenant_id LIMIT $3";
    private static final String PARTNERS = """
            SELECT * FROM (
                SELECT partner_id, status, epoch, version, updated_at FROM partners
                UNION ALL
                SELECT partner_id, 'deleted', epoch, version, deleted_at FROM deleted_partners) p
            WHERE (p.updated_at, p.partner_id) > ($1, $2) ORDER BY p.updated_at, p.partner_id LIMIT $3
            """;

    private final TenantDb db;

    public DirectoryResource(TenantDb db) {
        this.db = db;
    }

    @GET
    @ForServices({"identity-gateway", "room-service"})
    @Operation(hidden = true)
    public Uni<Envelope<List<Map<String, Object>>>> changedSince(
            @QueryParam("updated_after") @Nullable String updatedAfter,
            @QueryParam("after_id") @Nullable UUID afterId,
            @QueryParam("limit") @DefaultValue("500") int limit,
            @Context SecurityContext security) {
        return page(
                platform(security),
                TENANTS,
                row -> DirectoryEntries.of(TenantRows.map(row)),
                time(updatedAfter),
                afterId,
                limit);
    }

    @GET
    @Path("partners")
    @ForServices("identity-gateway")
    @Operation(hidden = true)
    public Uni<Envelope<List<Map<String, Object>>>> partnersChangedSince(
            @QueryParam("updated_after") @Nullable String updatedAfter,
            @QueryParam("after_id") @Nullable UUID afterId,
            @QueryParam("limit") @DefaultValue("500") int limit,
            @Context SecurityContext security) {
        return page(platform(security), PARTNERS, DirectoryResource::partner, time(updatedAfter), afterId, limit);
    }

    private Uni<Envelope<List<Map<String, Object>>>> page(
            Scope scope,
            String sql,
            Function<Row, DirectoryEntry> entry,
            OffsetDateTime after,
            @Nullable UUID afterId,
            int limit) {
        DirectoryPage page = new DirectoryPage(
                new DirectoryPlace(after, afterId == null ? new UUID(0, 0) : afterId), Math.clamp(limit, 1, MOST));
        return Multi.createBy()
                .repeating()
                .uni(() -> db.read(scope, sql, page.last().after(), page.last().afterId(), DirectoryPage.AT_ONCE)
                        .map(rows -> page.take(rows, entry)))
                .whilst(more -> more)
                .collect()
                .last()
                .map(done -> Envelope.of(page.entries(), page.meta()));
    }

    private static PartnerEntry partner(Row row) {
        return new PartnerEntry(
                PartnerId.of(row.getUUID("partner_id")),
                row.getString("status"),
                row.getLong("epoch"),
                row.getLong("version"),
                row.getOffsetDateTime("updated_at"));
    }

    private static Scope platform(SecurityContext security) {
        if (Caller.of(security).scope() instanceof PlatformContext platform) {
            return platform;
        }
        throw Reach.unknown();
    }

    private static OffsetDateTime time(@Nullable String sent) {
        try {
            return OffsetDateTime.parse(sent == null ? "2000-01-01T00:00:00Z" : sent);
        } catch (DateTimeException e) {
            throw RefusedException.invalid("updated_after", "is not an RFC 3339 time");
        }
    }
}
