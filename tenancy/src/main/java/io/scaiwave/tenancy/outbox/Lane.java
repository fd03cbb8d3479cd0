package io.scaiwave.tenancy.outbox;

import io.scaiwave.tenancy.db.OwnedTable;
import io.scaiwave.tenancy.id.TenantId;
import java.util.Optional;
import java.util.UUID;

/**
 * One owner's rows in one outbox table: published in order, by one relay at a time.
 *
 * @param database the tenant whose own database the table is in; empty for the service's home
 * @param table {@code outbox}, {@code partner_outbox} or {@code platform_outbox}
 */
record Lane(Optional<TenantId> database, String table, String ownerColumn, UUID owner) {

    static Lane of(Optional<TenantId> database, OwnedTable outbox) {
        return new Lane(database, outbox.name(), outbox.ownerColumn(), outbox.owner());
    }

    /**
     * Key of the advisory lock that one relay holds on the lane. 64 bits mixed from table and owner: a collision only
     * makes two lanes wait for each other.
     */
    long lockKey() {
        long mixed = owner.getMostSignificantBits() * 0x9E3779B97F4A7C15L
                ^ owner.getLeastSignificantBits()
                ^ ((long) table.hashCode() << 17);
        mixed ^= mixed >>> 32;
        return mixed * 0xD6E8FEB86659FD93L;
    }
}
