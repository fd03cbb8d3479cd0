package io.scaiwave.room.moves;

import io.scaiwave.room.moves.MovedTable.Key;
import io.scaiwave.room.moves.MovedTable.Parent;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads from the catalog which tables of a schema move with a tenant, parents first. */
final class MovedTables {

    private static final String TABLES = """
            SELECT c.relname AS plain, quote_ident(c.relname) AS name,
                   ARRAY(SELECT quote_ident(a.attname) FROM pg_attribute a
                          WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum) AS columns,
                   ARRAY(SELECT format_type(a.atttypid, a.atttypmod) FROM pg_attribute a
                          WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum) AS types,
                   ARRAY(SELECT quote_ident(a.attname) FROM pg_index i
                          CROSS JOIN unnest(i.indkey::smallint[]) WITH ORDINALITY AS k (attnum, place)
                          JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum
                          WHERE i.indrelid = c.oid AND i.indisprimary ORDER BY k.place) AS key,
                   EXISTS (SELECT FROM pg_constraint k WHERE k.confrelid = c.oid AND k.contype = 'f') AS referred,
                   EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attgenerated <> '') AS generated
              FROM pg_class c JOIN pg_trigger g ON g.tgrelid = c.oid AND g.tgname = 'follow'
             WHERE c.relnamespace = ?::regnamespace ORDER BY c.relname
            """;
    private static final String PARENTS = """
            SELECT quote_ident(p.relname) AS parent,
                   ARRAY(SELECT quote_ident(a.attname) FROM unnest(k.conkey) WITH ORDINALITY AS u (attnum, place)
                          JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.attnum ORDER BY u.place) AS here,
                   ARRAY(SELECT quote_ident(a.attname) FROM unnest(k.confkey) WITH ORDINALITY AS u (attnum, place)
                          JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.attnum ORDER BY u.place) AS there
              FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class p ON p.oid = k.confrelid
             WHERE k.contype = 'f' AND c.relnamespace = ?::regnamespace AND quote_ident(c.relname) = ?
             ORDER BY k.conname
            """;

    /** Their text does not depend on the settings of whoever writes it. */
    private static final Set<String> PLAIN = Set.of("uuid", "text", "bigint", "integer", "smallint", "boolean");

    private MovedTables() {}

    /** A table as one side has it, with the types of its columns: rows travel as text in that order. */
    private record Found(MovedTable table, List<String> types) {}

    /** Fails if the two sides are not made alike: another migration has come to one of them. */
    static List<MovedTable> of(Side source, Side target) throws SQLException {
        List<Found> here = source.transaction(open -> read(open, source.schema()));
        List<Found> there = target.transaction(open -> read(open, target.schema()));
        if (here.isEmpty() || !here.equals(there)) {
            throw new SQLException("The two copies do not have the same tables");
        }
        return inOrder(here.stream().map(Found::table).toList());
    }

    static List<MovedTable> of(Side side) throws SQLException {
        return inOrder(side.transaction(open -> read(open, side.schema())).stream()
                .map(Found::table)
                .toList());
    }

    private static List<Found> read(Connection open, String schema) throws SQLException {
        List<Found> all = new ArrayList<>();
        try (PreparedStatement tables = open.prepareStatement(TABLES)) {
            tables.setString(1, schema);
            try (ResultSet row = tables.executeQuery()) {
                while (row.next()) {
                    all.add(found(open, schema, row));
                }
            }
        }
        return all;
    }

    private static Found found(Connection open, String schema, ResultSet row) throws SQLException {
        List<String> columns = texts(row.getArray("columns"));
        List<String> types = texts(row.getArray("types"));
        List<Key> key = texts(row.getArray("key")).stream()
                .map(column -> new Key(column, types.get(columns.indexOf(column))))
                .toList();
        String name = row.getString("name");
        if (key.isEmpty() || row.getBoolean("generated")) {
            throw new SQLException("A table has no primary key or has generated columns: " + name);
        }
        if (key.stream().anyMatch(part -> !PLAIN.contains(part.type()))) {
            throw new SQLException("A table has a key that is not written alike everywhere: " + name);
        }
        List<Parent> parents = parents(open, schema, name);
        if (parents.stream().anyMatch(parent -> parent.table().equals(name))) {
            throw new SQLException("A table refers to itself: " + name);
        }
        return new Found(
                new MovedTable(row.getString("plain"), name, columns, key, parents, row.getBoolean("referred")), types);
    }

    private static List<Parent> parents(Connection open, String schema, String table) throws SQLException {
        List<Parent> all = new ArrayList<>();
        try (PreparedStatement keys = open.prepareStatement(PARENTS)) {
            Side.bind(keys, schema, table);
            try (ResultSet row = keys.executeQuery()) {
                while (row.next()) {
                    all.add(new Parent(
                            row.getString("parent"), texts(row.getArray("here")), texts(row.getArray("there"))));
                }
            }
        }
        return List.copyOf(all);
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    static List<MovedTable> inOrder(List<MovedTable> tables) throws SQLException {
        List<MovedTable> ordered = new ArrayList<>();
        List<MovedTable> left = new ArrayList<>(tables);
        while (!left.isEmpty()) {
            Set<String> waiting = left.stream().map(MovedTable::name).collect(Collectors.toSet());
            List<MovedTable> next = left.stream()
                    .filter(table -> table.parents().stream().noneMatch(parent -> waiting.contains(parent.table())))
                    .toList();
            if (next.isEmpty()) {
                throw new SQLException("Tables refer to each other in a circle: " + waiting);
            }
            ordered.addAll(next);
            left.removeAll(next);
        }
        return List.copyOf(ordered);
    }
}
