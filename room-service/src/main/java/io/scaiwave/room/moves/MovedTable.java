package io.scaiwave.room.moves;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table that moves with its tenant, as the catalog describes it. Names are quoted already.
 *
 * @param plainName as triggers tell it
 * @param columns all of them, in their order
 * @param key of the primary key, in its order
 * @param parents what its rows refer to
 * @param referred true if rows of other tables refer to it
 */
record MovedTable(
        String plainName, String name, List<String> columns, List<Key> key, List<Parent> parents, boolean referred) {

    record Key(String column, String type) {}

    record Parent(String table, List<String> columns, List<String> referred) {}

    /** {@code (s.a, s.b)}. */
    String keyOf(String alias) {
        return key.stream().map(part -> alias + "." + part.column()).collect(Collectors.joining(", ", "(", ")"));
    }

    /** {@code ARRAY[s.a::text, s.b::text]}. */
    String keyAsText(String alias) {
        return key.stream()
                .map(part -> alias + "." + part.column() + "::text")
                .collect(Collectors.joining(", ", "ARRAY[", "]"));
    }

    /** {@code (?::uuid, ?::bigint)}, of texts. */
    String givenKey() {
        return key.stream().map(part -> "?::text::" + part.type()).collect(Collectors.joining(", ", "(", ")"));
    }

    /** Distinct keys as rows of their columns; takes one array of texts for each column. */
    String givenKeys() {
        List<String> parts = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < key.size(); i++) {
            parts.add("u.c" + i + "::" + key.get(i).type() + " AS " + key.get(i).column());
            names.add("c" + i);
        }
        return "(SELECT DISTINCT " + String.join(", ", parts) + " FROM unnest("
                + String.join(", ", Collections.nCopies(key.size(), "?::text[]")) + ") AS u ("
                + String.join(", ", names) + "))";
    }

    /** {@code s.a = k.a AND s.b = k.b}. */
    String sameKey(String left, String right) {
        return key.stream()
                .map(part -> left + "." + part.column() + " = " + right + "." + part.column())
                .collect(Collectors.joining(" AND "));
    }

    /** True for rows whose parents are there. */
    String parentsIn(String schema, String alias) {
        StringBuilder condition = new StringBuilder("true");
        for (Parent parent : parents) {
            List<String> none = parent.columns().stream()
                    .map(column -> alias + "." + column + " IS NULL")
                    .toList();
            List<String> same = new ArrayList<>();
            for (int i = 0; i < parent.columns().size(); i++) {
                same.add("p." + parent.referred().get(i) + " = " + alias + "."
                        + parent.columns().get(i));
            }
            condition
                    .append(" AND (")
                    .append(String.join(" OR ", none))
                    .append(" OR EXISTS (SELECT FROM ")
                    .append(schema)
                    .append('.')
                    .append(parent.table())
                    .append(" p WHERE ")
                    .append(String.join(" AND ", same))
                    .append("))");
        }
        return condition.toString();
    }

    /** {@code b = s.b, c = s.c} of all columns outside the key; empty if there are none. */
    String assignments(String alias) {
        return columns.stream()
                .filter(column -> key.stream().noneMatch(part -> part.column().equals(column)))
                .map(column -> column + " = " + alias + "." + column)
                .collect(Collectors.joining(", "));
    }
}
