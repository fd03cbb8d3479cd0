package io.scaiwave.tenancy.testing.catalog;

/**
 * One breach of a rule.
 *
 * @param object the table, key, function, schema or role that breaks it
 */
public record Finding(String rule, String object) {

    @Override
    public String toString() {
        return rule + ": " + object;
    }
}
