package io.scaiwave.tenancy.testing;

import io.scaiwave.tenancy.db.DatabaseConfig;
import io.scaiwave.tenancy.db.RelayDb;
import io.scaiwave.tenancy.db.TenantDb;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;

/** The library's doors to the database, opened by hand. */
public final class Databases {

    /** Patient, since the first transaction of a JVM on a busy machine takes its time. */
    public static final DatabaseConfig PATIENT = config(Duration.ofSeconds(10), Duration.ofSeconds(1));

    private Databases() {}

    /** One who waits so long for a fence that is closed for a moment. */
    public static DatabaseConfig waiting(Duration fenceWait) {
        return config(Duration.ofSeconds(10), Duration.ofSeconds(1), fenceWait);
    }

    public static DatabaseConfig config(Duration transactionTimeout, Duration rollbackWait) {
        return config(transactionTimeout, rollbackWait, Duration.ofMillis(300));
    }

    private static DatabaseConfig config(Duration transactionTimeout, Duration rollbackWait, Duration fenceWait) {
        return new DatabaseConfig() {
            @Override
            public Duration transactionTimeout() {
                return transactionTimeout;
            }

            @Override
            public Duration rollbackWait() {
                return rollbackWait;
            }

            @Override
            public Duration fenceWait() {
                return fenceWait;
            }
        };
    }

    public static TenantDb tenantDb(Pool pool) {
        return new TenantDb(pool, PATIENT);
    }

    public static RelayDb relayDb(Pool pool) {
        return new RelayDb(pool, PATIENT);
    }
}
