package io.scaiwave.cli.token;

import io.scaiwave.cli.CliFailure;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The scope a set of roles belongs to; a mistyped role is found here and not as a puzzling refusal later. */
enum RoleScope {
    PLATFORM(List.of("super_admin")),
    PARTNER(List.of("partner_admin", "partner_viewer")),
    TENANT(List.of("tenant_admin", "tenant_user", "tenant_viewer"));

    private final List<String> roles;

    RoleScope(List<String> roles) {
        this.roles = roles;
    }

    static RoleScope chosen(@Nullable String tenant, @Nullable String partner) {
        if (tenant != null && partner != null) {
            throw new CliFailure("give --tenant or --partner, not both");
        }
        return tenant != null ? TENANT : partner != null ? PARTNER : PLATFORM;
    }

    /** The roles asked for, or the usual one of the scope; a platform token is never made by leaving something out. */
    List<String> check(List<String> asked) {
        if (asked.isEmpty() && this == PLATFORM) {
            throw new CliFailure("say whom the token is for: --tenant <slug>, --partner <slug> or --role super_admin");
        }
        for (String role : asked) {
            if (!roles.contains(role)) {
                throw new CliFailure("role %s does not fit: a %s token has one of %s"
                        .formatted(role, name().toLowerCase(Locale.ROOT), String.join(", ", roles)));
            }
        }
        return asked.isEmpty() ? List.of(this == TENANT ? "tenant_user" : "partner_admin") : asked;
    }
}
