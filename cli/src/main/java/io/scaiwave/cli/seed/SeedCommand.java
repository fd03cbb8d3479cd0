package io.scaiwave.cli.seed;

import com.fasterxml.jackson.databind.JsonNode;
import io.scaiwave.cli.CliFailure;
import io.scaiwave.cli.http.Answer;
import io.scaiwave.cli.http.Patience;
import io.scaiwave.cli.token.DevClaims;
import io.scaiwave.cli.token.Installation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Creates tenants as their partner's administrator would and lets each first user in; what exists is left alone. */
@Command(
        name = "seed",
        description = "Create the demonstration's tenants with an administrator and a room each; prints slug=room.")
public final class SeedCommand implements Runnable {
    private static final Set<String> READY = Set.of("active", "trial");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Mixin
    Installation installation = new Installation();

    @Option(names = "--partner", description = "Slug of the partner (default: ${DEFAULT-VALUE}).")
    String partner = "internal";

    @Option(names = "--tenant", required = true, description = "slug=administrator; may be repeated.")
    Map<String, String> tenants = Map.of();

    @Option(names = "--creds-dir", required = true, description = "Folder for the tenants' NATS credentials.")
    Path credsDir = Path.of(".");

    @Override
    public void run() {
        String partnerId = installation.partnerId(partner);
        String token = installation.token(DevClaims.partnerAdmin("partner-admin", partnerId));
        tenants.keySet().forEach(slug -> create(slug, token));
        FirstSteps firstSteps = new FirstSteps(installation, credsDir);
        tenants.forEach((slug, admin) -> {
            String room = firstSteps.take(ready(slug), slug, admin);
            System.err.println("· tenant " + slug + " is ready, administrator " + admin);
            System.out.println(slug + "=" + room);
        });
    }

    private void create(String slug, String token) {
        if (lookUp(slug).status() != 404) {
            return;
        }
        String name = slug.substring(0, 1).toUpperCase(Locale.ROOT) + slug.substring(1);
        patiently(() -> installation
                        .gateway()
                        .post("/v1/tenants", token, "demonstration-" + slug, Map.of("name", name, "slug", slug)))
                .expect(202);
    }

    private String ready(String slug) {
        var tenant = new Patience(PATIENCE)
                .until(() -> lookUp(slug).expect(200).path("data"), found -> READY.contains(status(found)));
        if (!READY.contains(status(tenant))) {
            throw new CliFailure("tenant %s is %s and not active".formatted(slug, status(tenant)));
        }
        return tenant.path("id").asText();
    }

    private static String status(JsonNode tenant) {
        return tenant.path("status").asText();
    }

    private Answer lookUp(String slug) {
        return patiently(() ->
                installation.gateway().get("/v1/tenants/by-slug/" + slug, installation.token(DevClaims.superAdmin())));
    }

    /** Services that have just started may still be looking for each other, and say so. */
    private static Answer patiently(Supplier<Answer> call) {
        return new Patience(PATIENCE).until(call, answer -> answer.status() != 503);
    }
}
