package io.scaiwave.tenancy.outbox;

import io.scaiwave.tenancy.db.OwnedTable;
import java.util.UUID;

/**
 * One owner's rows in one outbox table: published in order, by one relay at a time.
 *
 * @param table {@code outbox}, {@code partner_outbox} or {@code platform_outbox}
 */
record Lane(String table, String ownerColumn, UUID owner) {

    static Lane of(OwnedTable outbox) {
        return new Lane(outbox.name(), outbox.ownerColumn(), outbox.owner());
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
