package io.scaiwave.room.invites;

import io.scaiwave.room.access.Participant;
import io.scaiwave.tenancy.db.TenantDb;
import io.scaiwave.tenancy.db.Tx;
import io.scaiwave.tenancy.id.InviteId;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.RefusedException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A participant's own invitations; anybody else's do not exist. */
@ApplicationScoped
public class OwnInvites {

    private static final String PAGE = "SELECT " + Invite.COLUMNS + """
             FROM invites i JOIN rooms r ON r.tenant_id = i.tenant_id AND r.id = i.room_id
            WHERE i.tenant_id = $1 AND i.participant_id = $2 AND ($3::uuid IS NULL OR i.id > $3)
            ORDER BY i.id LIMIT $4
            """;

    private static final String ONE = "SELECT " + Invite.COLUMNS + """
             FROM invites i JOIN rooms r ON r.tenant_id = i.tenant_id AND r.id = i.room_id
            WHERE i.tenant_id = $1 AND i.participant_id = $2 AND i.id = $3
            """;

    private static final String DECLINE =
            "DELETE FROM invites WHERE tenant_id = $1 AND participant_id = $2 AND id = $3";

    private final TenantDb db;

    public OwnInvites(TenantDb db) {
        this.db = db;
    }

    Uni<List<Invite>> page(Participant guest, @Nullable InviteId after, int limit) {
        return db.read(
                        guest.tenant(),
                        PAGE,
                        guest.tenant().tenantId().uuid(),
                        guest.id().wire(),
                        after == null ? null : after.uuid(),
                        limit)
                .map(rows -> {
                    List<Invite> page = new ArrayList<>(rows.size());
                    rows.forEach(row -> page.add(Invite.read(row)));
                    return page;
                });
    }

    Uni<Invite> find(Tx tx, Participant guest, InviteId id) {
        return tx.first(ONE, Invite::read, key(guest, id)).map(found -> found.orElseThrow(OwnInvites::unknown));
    }

    Uni<Invite> decline(Tx tx, Participant guest, InviteId id) {
        return find(tx, guest, id).call(invite -> tx.update(DECLINE, key(guest, id)));
    }

    private static Object[] key(Participant guest, InviteId id) {
        return new Object[] {guest.tenant().tenantId().uuid(), guest.id().wire(), id.uuid()};
    }

    private static RefusedException unknown() {
        return ErrorCode.SW_NOT_FOUND.because("There is no such invitation.");
    }
}
