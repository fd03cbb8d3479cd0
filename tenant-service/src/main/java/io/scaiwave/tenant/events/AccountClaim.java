package io.scaiwave.tenant.events;

import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.nats.Subjects;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.SortedMap;

/**
 * A tenant's NATS account as its servers should see it. Everything about it follows from the row it is made of, so two
 * replicas make the same claim.
 *
 * @param revoked public user key → the time up to which its tokens are void, in seconds; {@code *} stands for all
 */
record AccountClaim(
        TenantId tenant,
        String publicKey,
        String signingKey,
        long issuedAt,
        boolean durable,
        SortedMap<String, Long> revoked) {

    /** The tenant's rooms as its own clients name them: no other account's subject can be spelled here. */
    static final String ROOMS = Subjects.ownRooms();

    static final String EVERYBODY = "*";

    String sign(NatsKey operator, EventsConfig config) {
        JsonObject claim = new JsonObject()
                .put("iat", issuedAt)
                .put("name", tenant.wire())
                .put("sub", publicKey)
                .put("nats", body(config));
        return NatsJwt.sign(claim, operator);
    }

    private JsonObject body(EventsConfig config) {
        JsonObject body = new JsonObject()
                .put("imports", new JsonArray().add(rooms(config.platformAccount())))
                .put("limits", limits(config.account()))
                .put("signing_keys", new JsonArray().add(signingKey))
                .put(
                        "default_permissions",
                        new JsonObject().put("pub", denyAll()).put("sub", denyAll()))
                .put("type", "account")
                .put("version", 2);
        if (!revoked.isEmpty()) {
            JsonObject revocations = new JsonObject();
            for (Map.Entry<String, Long> entry : revoked.entrySet()) {
                revocations.put(entry.getKey(), entry.getValue());
            }
            body.put("revocations", revocations);
        }
        return body;
    }

    private JsonObject rooms(String platformAccount) {
        return new JsonObject()
                .put("name", "rooms")
                .put("subject", Subjects.roomsOf(tenant))
                .put("account", platformAccount)
                .put("local_subject", ROOMS)
                .put("type", "stream");
    }

    /** What is left out of a claim counts as zero: every limit is said. */
    private JsonObject limits(EventsConfig.Account account) {
        JsonObject limits = new JsonObject()
                .put("subs", account.subscriptions())
                .put("data", -1)
                .put("payload", account.payloadBytes())
                .put("imports", 1)
                .put("exports", 0)
                .put("wildcards", false)
                .put("conn", account.connections())
                .put("leaf", 0)
                .put("disallow_bearer", true);
        if (durable) {
            limits.put("mem_storage", 0)
                    .put("disk_storage", account.storageBytes())
                    .put("streams", 1)
                    .put("consumer", account.durableConsumers())
                    .put("max_ack_pending", account.ackPending())
                    .put("mem_max_stream_bytes", 0)
                    .put("disk_max_stream_bytes", account.storageBytes())
                    .put("max_bytes_required", true);
        }
        return limits;
    }

    private static JsonObject denyAll() {
        return new JsonObject().put("deny", new JsonArray().add(">"));
    }
}
