package io.scaiwave.cli.migrate;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why a schema could not be migrated, in one line.
 *
 * @param passes whether trying again may help: somebody held a table, or the server was away
 */
record Failure(String text, boolean passes) {

    private static final Set<String> PASSING = Set.of("55P03", "40P01", "40001", "57P01", "57P02", "57P03");

    static Failure of(Throwable failure) {
        String text = firstLine(failure);
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                String state = sql.getSQLState();
                return new Failure(
                        text + ": " + firstLine(sql),
                        state != null && (PASSING.contains(state) || state.startsWith("08")));
            }
        }
        return new Failure(text, false);
    }

    private static String firstLine(@Nullable Throwable failure) {
        String message = failure == null ? null : failure.getMessage();
        return message == null || message.isBlank()
                ? String.valueOf(failure)
                : message.strip().lines().findFirst().orElse("");
    }
}
