package io.scaiwave.tenancy.db;

import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.RefusedException;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Tells "the database is not there" from everything else, and reads SQLSTATEs. */
public final class DatabaseFailures {

    private static final Logger LOG = Logger.getLogger(DatabaseFailures.class);

    /** Class 08 connection, 53 resources, 57P0x shutdown, 57014 cancelled, 25006 read-only standby. */
    private static final Set<String> UNAVAILABLE_STATES =
            Set.of("57P01", "57P02", "57P03", "57014", "25006", "40001", "40P01");

    /** No such table, no such schema, no such role. */
    private static final Set<String> GONE = Set.of("42P01", "3F000", "22023");

    private static final Set<String> REFUSED_LOGINS = Set.of("28000", "28P01", "3D000");
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String ROW_LEVEL_REFUSAL = "42501";

    private DatabaseFailures() {}

    /** A tenant's own schema, role or table that is not there is a fault of the database, not of the statement. */
    static Throwable translate(Place place, Throwable failure) {
        if (place instanceof Place.InSchema own
                && failure instanceof PgException pg
                && GONE.contains(pg.getSqlState())) {
            LOG.errorf(failure, "The schema of a tenant is not whole: %s", own.schema());
            return unavailable();
        }
        if (failure instanceof RefusedException || !isUnavailable(failure)) {
            return failure;
        }
        LOG.debug("The database is not available", failure);
        return unavailable();
    }

    public static RefusedException unavailable() {
        return ErrorCode.SW_DEPENDENCY_DOWN
                .because("The database does not answer at the moment; nothing was changed unless a repeat shows it.")
                .retryAfter(Duration.ofSeconds(1));
    }

    /** What a server that is there says no with; nothing where there is none to say so. */
    public static Optional<String> refusal(Throwable failure) {
        return failure instanceof PgException pg
                ? Optional.of(pg.getSqlState() + ": " + pg.getErrorMessage())
                : Optional.empty();
    }

    static RefusedException moving() {
        return ErrorCode.SW_TENANT_MOVING
                .because("The tenant's data is on its way to another place; nothing was changed.")
                .retryAfter(Duration.ofSeconds(1));
    }

    /** True if a server does not let us into a database: it is not there, or the login is not known, or not for it. */
    static boolean isRefusedLogin(Throwable failure) {
        return failure instanceof PgException pg
                && (REFUSED_LOGINS.contains(pg.getSqlState())
                        || ROW_LEVEL_REFUSAL.equals(pg.getSqlState()) && "FATAL".equals(pg.getSeverity()));
    }

    private static boolean isUnavailable(Throwable failure) {
        return switch (failure) {
            case PgException pg -> isUnavailableState(pg.getSqlState());
            case ClosedConnectionException ignored -> true;
            case TimeoutException ignored -> true;
            case IOException ignored -> true;
            case VertxException ignored -> true;
            case NoStackTraceThrowable ignored -> true;
            default -> false;
        };
    }

    private static boolean isUnavailableState(@Nullable String state) {
        return state != null
                && (state.startsWith("08") || state.startsWith("53") || UNAVAILABLE_STATES.contains(state));
    }

    /** True if the failure is a breach of the unique constraint or index of that name. */
    public static boolean isUniqueViolation(Throwable failure, String constraint) {
        return failure instanceof PgException pg
                && UNIQUE_VIOLATION.equals(pg.getSqlState())
                && constraint.equals(pg.getConstraint());
    }

    /** True if row-level security or a missing grant refused: an alarm, since the first wall should have held. */
    public static boolean isRowLevelRefusal(Throwable failure) {
        return failure instanceof PgException pg && ROW_LEVEL_REFUSAL.equals(pg.getSqlState());
    }
}
