package io.scaiwave.room.moves;

import io.scaiwave.room.testing.Rows;
import io.scaiwave.tenancy.db.Place;
import io.scaiwave.tenancy.id.TenantId;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A look at both copies of a tenant's rows, as their owner. */
final class Copies implements AutoCloseable {

    static final List<String> TABLES = List.of("streams", "rooms", "members", "events", "invites");

    private final TenantId tenant;
    private final Rows rows;

    Copies(TenantId tenant) throws SQLException {
        this.tenant = tenant;
        this.rows = Rows.ofOwner(tenant);
        rows.act(tenant);
    }

    String own() {
        return Place.schemaOf(tenant);
    }

    boolean hasSchema() throws SQLException {
        return !rows.list("SELECT 1 FROM pg_namespace WHERE nspname = ?", own()).isEmpty();
    }

    /** Number and hash of the rows of each table. */
    Map<String, Object> sums(String schema) throws SQLException {
        Map<String, Object> sums = new LinkedHashMap<>();
        for (String table : TABLES) {
            sums.put(
                    table,
                    rows.one("SELECT count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) FROM "
                            + schema + "." + table + " t"));
        }
        return sums;
    }

    long count(String table) throws SQLException {
        return ((Number) rows.one("SELECT count(*) FROM " + table)).longValue();
    }

    long countAll(String schema) throws SQLException {
        long all = 0;
        for (String table : TABLES) {
            all += count(schema + "." + table);
        }
        return all;
    }

    Object fence() throws SQLException {
        return rows.one("SELECT level || ' ' || state || ' ' || capturing FROM room.fences");
    }

    List<Object> list(String sql) throws SQLException {
        return rows.list(sql);
    }

    int run(String sql) throws SQLException {
        return rows.run(sql);
    }

    @Override
    public void close() throws SQLException {
        rows.close();
    }
}
