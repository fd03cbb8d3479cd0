package io.scaiwave.cli.token;

import com.fasterxml.jackson.databind.JsonNode;
import io.scaiwave.cli.CliFailure;
import io.scaiwave.cli.http.Answer;
import io.scaiwave.cli.http.Gateway;
import io.scaiwave.cli.keys.KeyFolder;
import java.net.URI;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The running installation a command talks to: its gateway, and its development issuer for tokens. */
public final class Installation {
    @Option(names = "--keys", required = true, description = "Folder with the keys of the installation.")
    Path keys = Path.of("keys");

    @Option(names = "--gateway", required = true, description = "Address of the gateway.")
    URI gateway = URI.create("http://127.0.0.1:8080");

    public Gateway gateway() {
        return new Gateway(gateway);
    }

    public String token(DevClaims claims) {
        return DevIssuer.of(KeyFolder.existing(keys)).sign(claims);
    }

    /** A typed id stands for itself; a slug is looked up as the platform's administrator. */
    public String tenantId(String slugOrId) {
        if (slugOrId.startsWith("tnt_")) {
            return slugOrId;
        }
        Answer answer = gateway().get("/v1/tenants/by-slug/" + slugOrId, token(DevClaims.superAdmin()));
        if (answer.status() == 404) {
            throw new CliFailure("no tenant " + slugOrId);
        }
        return answer.expect(200).path("data").path("id").asText();
    }

    public String partnerId(String slugOrId) {
        if (slugOrId.startsWith("prt_")) {
            return slugOrId;
        }
        String cursor = "";
        do {
            JsonNode page = gateway()
                    .get("/v1/partners?limit=200" + cursor, token(DevClaims.superAdmin()))
                    .expect(200);
            for (JsonNode partner : page.path("data")) {
                if (partner.path("slug").asText().equals(slugOrId)) {
                    return partner.path("id").asText();
                }
            }
            JsonNode next = page.path("meta").path("next_cursor");
            cursor = next.isTextual() ? "&cursor=" + next.asText() : "";
        } while (!cursor.isEmpty());
        throw new CliFailure("no partner " + slugOrId);
    }
}
