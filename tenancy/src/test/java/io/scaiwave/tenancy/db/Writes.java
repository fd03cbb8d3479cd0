package io.scaiwave.tenancy.db;

import io.scaiwave.tenancy.testing.PrivatePostgres;
import io.scaiwave.tenancy.testing.Relay;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Notes each write of a client as it arrives. Two writes may be noted as one if they come close together, one write never
 * as two while it is smaller than a packet of the loopback.
 */
final class Writes {

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final Relay relay;

    private Writes(int server) {
        this.relay = Relay.to(server, seen::add);
    }

    static Writes to(PrivatePostgres postgres) {
        return new Writes(postgres.port());
    }

    int port() {
        return relay.port();
    }

    List<String> during(Runnable work) {
        seen.clear();
        work.run();
        return List.copyOf(seen);
    }

    void close() {
        relay.close();
    }
}
