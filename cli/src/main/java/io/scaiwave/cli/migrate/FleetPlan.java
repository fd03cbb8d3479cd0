package io.scaiwave.cli.migrate;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;

/**
 * How the schemas of a service's tenants are brought further.
 *
 * @param workers schemas at a time; each takes two connections, and the ledger one
 * @param budget failures that do not stop the rest
 * @param lockWait how long a statement may hold up a tenant's requests behind it while it waits for a table
 */
record FleetPlan(String url, SchemaTarget target, String password, int workers, int budget, Duration lockWait) {

    /**
     * Who migrates a tenant's schema finds there its tables and behind them what the service has for all. All of it stands
     * in the address: Flyway looks through what a data source would make of it again and again.
     */
    String address() {
        return url + (url.contains("?") ? "&" : "?") + "currentSchema=" + target.schema() + "&ApplicationName=fleet%20"
                + target.schema() + "&options=-c%20lock_timeout=" + lockWait.toMillis();
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(address(), target.owner(), password);
    }
}
