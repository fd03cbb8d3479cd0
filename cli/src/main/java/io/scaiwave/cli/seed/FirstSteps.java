package io.scaiwave.cli.seed;

import io.scaiwave.cli.events.EventCredentials;
import io.scaiwave.cli.http.Answer;
import io.scaiwave.cli.http.Patience;
import io.scaiwave.cli.keys.KeyFolder;
import io.scaiwave.cli.token.DevClaims;
import io.scaiwave.cli.token.Installation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** What a new tenant's administrator does first: comes in, opens a room, fetches credentials for events. */
record FirstSteps(Installation installation, Path credsDir) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration MONTH = Duration.ofDays(30);

    /** The id of the room. */
    String take(String tenantId, String slug, String admin) {
        String token = installation.token(DevClaims.tenantAdmin(admin, tenantId));
        enter(token).expect(200);
        String creds =
                EventCredentials.ask(installation, tenantId, admin, MONTH).creds();
        KeyFolder.existing(credsDir).write(slug + ".creds", creds.strip());
        return openRoom(token).expect(201).path("data").path("id").asText();
    }

    /** A user appears at the first call; the gateway hears of a new tenant a moment after its registry. */
    private Answer enter(String token) {
        return new Patience(PATIENCE)
                .until(() -> installation.gateway().get("/v1/me", token), answer -> answer.status() == 200);
    }

    private Answer openRoom(String token) {
        return installation
                .gateway()
                .post(
                        "/v1/rooms",
                        token,
                        "demonstration-lobby",
                        Map.of("room_type", "group", "name", "Lobby", "topic", "Where everybody starts"));
    }
}
