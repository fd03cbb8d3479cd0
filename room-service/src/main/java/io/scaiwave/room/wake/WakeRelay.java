package io.scaiwave.room.wake;

import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.id.Uuid7;
import io.scaiwave.tenancy.nats.Incoming;
import io.scaiwave.tenancy.nats.LiveSubscriptions;
import io.scaiwave.tenancy.nats.NatsLink;
import io.scaiwave.tenancy.nats.Subjects;
import io.scaiwave.tenancy.problem.RefusedException;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;

/** Carries rings between replicas over core NATS: no memory, no acknowledgement, no content of any event. */
@ApplicationScoped
public class WakeRelay {

    private static final Logger LOG = Logger.getLogger(WakeRelay.class);
    private static final String WAKE = "sync.wake";
    private final String replica = Uuid7.next().toString();
    private final NatsLink link;
    private final LiveSubscriptions live;

    public WakeRelay(NatsLink link, LiveSubscriptions live) {
        this.link = link;
        this.live = live;
    }

    void listen(BiConsumer<TenantId, String> ring) {
        live.subscribe(Subjects.everyTenant(WAKE), message -> hear(message, ring));
    }

    void tell(TenantId tenant, String key) {
        link.connected().ifPresent(connection -> {
            try {
                byte[] word = new JsonObject()
                        .put("replica", replica)
                        .put("key", key)
                        .toBuffer()
                        .getBytes();
                connection.publish(Subjects.tenant(tenant, WAKE), word);
            } catch (IllegalStateException e) {
                LOG.debug("NATS went away; readers elsewhere look by themselves", e);
            }
        });
    }

    private void hear(Incoming message, BiConsumer<TenantId, String> ring) {
        JsonObject word = message.cloudEvent();
        if (word == null || replica.equals(word.getValue("replica")) || !(word.getValue("key") instanceof String key)) {
            return;
        }
        try {
            ring.accept(TenantId.parse(message.owner()), key);
        } catch (RefusedException e) {
            LOG.debug("A wake-up for no tenant was dropped", e);
        }
    }
}
