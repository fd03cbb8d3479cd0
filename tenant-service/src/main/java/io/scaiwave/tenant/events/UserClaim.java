package io.scaiwave.tenant.events;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** What one NATS user of a tenant's account may do, and until when. */
record UserClaim(
        String name, String publicKey, String account, Instant issuedAt, Instant expiresAt, Permissions permissions) {

    record Permissions(List<String> publish, List<String> subscribe) {}

    String sign(NatsKey signingKey, EventsConfig.Account limits) {
        JsonObject claim = new JsonObject()
                .put("iat", issuedAt.getEpochSecond())
                .put("exp", expiresAt.getEpochSecond())
                .put("name", name)
                .put("sub", publicKey)
                .put("nats", body(limits));
        return NatsJwt.sign(claim, signingKey);
    }

    private JsonObject body(EventsConfig.Account limits) {
        return new JsonObject()
                .put("pub", only(permissions.publish()))
                .put("sub", only(permissions.subscribe()))
                .put("subs", limits.subscriptionsPerUser())
                .put("data", -1)
                .put("payload", limits.payloadBytes())
                .put("issuer_account", account)
                .put("type", "user")
                .put("version", 2);
    }

    /** An empty allow list would allow everything. */
    private static JsonObject only(List<String> subjects) {
        return subjects.isEmpty()
                ? new JsonObject().put("deny", new JsonArray().add(">"))
                : new JsonObject().put("allow", new JsonArray(subjects));
    }
}
