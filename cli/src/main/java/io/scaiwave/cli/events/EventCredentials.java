package io.scaiwave.cli.events;

import com.fasterxml.jackson.databind.JsonNode;
import io.scaiwave.cli.token.DevClaims;
import io.scaiwave.cli.token.Installation;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;

/** Credentials of a tenant's own NATS account, asked for as its administrator. */
public record EventCredentials(String id, String natsUrl, String creds) {
    public static EventCredentials ask(Installation installation, String tenantId, String user, Duration lifetime) {
        Instant expires = Instant.now().plus(lifetime).truncatedTo(ChronoUnit.SECONDS);
        JsonNode data = installation
                .gateway()
                .post(
                        "/v1/event-credentials",
                        installation.token(DevClaims.tenantAdmin(user, tenantId)),
                        UUID.randomUUID().toString(),
                        Map.of("name", "live view", "expires_at", expires.toString()))
                .expect(201)
                .path("data");
        return new EventCredentials(
                data.path("id").asText(),
                data.path("nats_url").asText(),
                data.path("creds").asText());
    }

    void giveBack(Installation installation, String tenantId, String user) {
        var answer = installation
                .gateway()
                .delete("/v1/event-credentials/" + id, installation.token(DevClaims.tenantAdmin(user, tenantId)));
        if (answer.status() != 204) {
            System.err.println("the credentials were not given back: " + answer.status());
        }
    }
}
