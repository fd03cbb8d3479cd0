package io.scaiwave.tenancy.inbox;

import com.google.errorprone.annotations.CheckReturnValue;
import io.scaiwave.tenancy.db.OwnedTable;
import io.scaiwave.tenancy.db.Tx;
import io.smallrye.mutiny.Uni;

/** Remembers which messages a consumer has taken. */
@CheckReturnValue
public final class Inbox {

    private Inbox() {}

    /** True the first time; false for every redelivery, whose effect must then be skipped. */
    public static Uni<Boolean> first(Tx tx, String consumer, String messageId) {
        OwnedTable table = tx.owned("inbox");
        return tx.update(
                        "INSERT INTO " + table.name() + " (" + table.ownerColumn()
                                + ", consumer, message_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
                        table.owner(),
                        consumer,
                        messageId)
                .map(rows -> rows == 1);
    }
}
