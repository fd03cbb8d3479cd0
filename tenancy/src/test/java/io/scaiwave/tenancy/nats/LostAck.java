package io.scaiwave.tenancy.nats;

import io.scaiwave.tenancy.testing.PrivateNats;
import io.scaiwave.tenancy.testing.Relay;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between a client and NATS, and breaks the connection instead of passing on an acknowledgement. */
final class LostAck {

    private final AtomicInteger toLose;
    private final AtomicInteger lost = new AtomicInteger();
    private final Relay relay;

    private LostAck(int server, int toLose) {
        this.toLose = new AtomicInteger(toLose);
        this.relay = Relay.to(server, this::passes);
    }

    static LostAck before(PrivateNats nats, int toLose) {
        return new LostAck(URI.create(nats.url()).getPort(), toLose);
    }

    String url() {
        return "nats://127.0.0.1:" + relay.port();
    }

    int lost() {
        return lost.get();
    }

    void close() {
        relay.close();
    }

    private boolean passes(String said) {
        if (said.contains("PUB $JS.ACK.") && toLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            lost.incrementAndGet();
            return false;
        }
        return true;
    }
}
