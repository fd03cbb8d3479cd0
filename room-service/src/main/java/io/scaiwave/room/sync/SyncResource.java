package io.scaiwave.room.sync;

import io.scaiwave.room.access.Participant;
import io.scaiwave.room.access.TenantGate;
import io.scaiwave.room.events.Positions;
import io.scaiwave.room.events.RoomEvent;
import io.scaiwave.tenancy.context.Permission;
import io.scaiwave.tenancy.context.Permitted;
import io.scaiwave.tenancy.problem.RefusedException;
import io.scaiwave.tenancy.web.Envelope;
import io.scaiwave.tenancy.web.PageCursor;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /v1/sync}. */
@Tag(name = "Rooms")
@Path("/v1/sync")
@Produces(MediaType.APPLICATION_JSON)
public class SyncResource {

    private static final long MAX_TIMEOUT = 30_000;

    private final TenantGate gate;
    private final Syncing syncing;

    public SyncResource(TenantGate gate, Syncing syncing) {
        this.gate = gate;
        this.syncing = syncing;
    }

    /** Events of all rooms one is in. */
    @Schema(name = "SyncBatch")
    public record Batch(List<RoomEvent> events) {}

    /** Where to go on, and whether there is more to fetch at once. */
    public record Next(long nextSince, boolean hasMore) {}

    @GET
    @Permitted({Permission.ROOMS_USE, Permission.ROOMS_READ})
    public Uni<Envelope<Batch>> sync(
            @Context SecurityContext security,
            @QueryParam("since") @Nullable String since,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("timeout") @Nullable String timeout) {
        Participant reader = gate.admit(security);
        Long from = Positions.parse("since", since);
        return syncing.sync(reader, from == null ? 0 : from, PageCursor.limit(limit), timeout(timeout))
                .map(seen -> Envelope.of(new Batch(seen.events()), new Next(seen.next(), seen.hasMore())));
    }

    private static Duration timeout(@Nullable String text) {
        Long millis = Positions.parse("timeout", text);
        if (millis != null && millis > MAX_TIMEOUT) {
            throw RefusedException.invalid("timeout", "must be at most 30000 milliseconds");
        }
        return Duration.ofMillis(millis == null ? 0 : millis);
    }
}
