package io.scaiwave.cli.token;

import io.scaiwave.cli.CliFailure;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints a token and nothing else, so that it can be used inside another command. */
@Command(name = "token", description = "Print a development token.")
public final class TokenCommand implements Runnable {
    @Mixin
    Installation installation = new Installation();

    @Option(names = "--tenant", description = "Slug or id of the tenant the token is for.")
    @Nullable
    String tenant;

    @Option(names = "--partner", description = "Slug or id of the partner the token is for.")
    @Nullable
    String partner;

    @Option(names = "--user", description = "Subject (default: ${DEFAULT-VALUE}).")
    String user = "alice";

    @Option(names = "--email", description = "E-mail address claim.")
    @Nullable
    String email;

    @Option(names = "--role", split = ",", description = "Role; may be repeated.")
    List<String> roles = List.of();

    @Option(names = "--minutes", description = "Lifetime (default: ${DEFAULT-VALUE}).")
    int minutes = 60;

    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public void run() {
        if (minutes < 1) {
            throw new CliFailure("--minutes wants a number from 1, got " + minutes);
        }
        List<String> granted = RoleScope.chosen(tenant, partner).check(roles);
        DevClaims claims = new DevClaims(
                user,
                email,
                granted,
                tenant == null ? null : installation.tenantId(tenant),
                partner == null ? null : installation.partnerId(partner),
                Duration.ofMinutes(minutes));
        print(installation.token(claims));
    }

    private void print(String token) {
        PrintWriter out = spec == null
                ? new PrintWriter(System.out, true)
                : spec.commandLine().getOut();
        out.println(token);
        out.flush();
    }
}
