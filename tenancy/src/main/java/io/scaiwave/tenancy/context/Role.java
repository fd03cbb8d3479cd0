package io.scaiwave.tenancy.context;

import static io.scaiwave.tenancy.context.Permission.*;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The built-in roles, each with the level it belongs to and the permissions it gives. */
public enum Role {
    SUPER_ADMIN(Level.PLATFORM, EnumSet.allOf(Permission.class)),
    PARTNER_ADMIN(Level.PARTNER, EnumSet.complementOf(EnumSet.of(PARTNERS_MANAGE))),
    PARTNER_VIEWER(Level.PARTNER, reading()),
    TENANT_ADMIN(
            Level.TENANT,
            EnumSet.of(
                    USERS_READ,
                    USERS_MANAGE,
                    ROLES_MANAGE,
                    API_KEYS_MANAGE,
                    LIMITS_READ,
                    ACCOUNTING_VIEW_OWN,
                    ACCOUNTING_VIEW_TENANT,
                    ACCOUNTING_MANAGE_BUDGETS,
                    AUDIT_READ,
                    ROOMS_READ,
                    ROOMS_USE,
                    ROOMS_MANAGE,
                    MEDIA_USE,
                    SIDEKICKS_USE,
                    FEDERATION_MANAGE,
                    BRIDGES_MANAGE,
                    EVENTS_SUBSCRIBE,
                    QUOTAS_VIEW,
                    ADMIN_ACCESS,
                    TENANTS_READ)),
    TENANT_USER(
            Level.TENANT,
            EnumSet.of(
                    ROOMS_READ,
                    ROOMS_USE,
                    MEDIA_USE,
                    SIDEKICKS_USE,
                    API_KEYS_MANAGE,
                    ACCOUNTING_VIEW_OWN,
                    QUOTAS_VIEW)),
    TENANT_VIEWER(Level.TENANT, EnumSet.of(ROOMS_READ, ACCOUNTING_VIEW_OWN));

    /** Where a role is given: an issuer of a lower level may not assert a role of a higher one. */
    public enum Level {
        TENANT,
        PARTNER,
        PLATFORM
    }

    private final Level level;
    private final Set<Permission> permissions;

    Role(Level level, Set<Permission> permissions) {
        this.level = level;
        this.permissions = Set.copyOf(permissions);
    }

    private static Set<Permission> reading() {
        return Arrays.stream(Permission.values()).filter(Permission::reads).collect(Collectors.toSet());
    }

    public Level level() {
        return level;
    }

    public Set<Permission> permissions() {
        return permissions;
    }

    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Empty for a name that is not a built-in role: an unknown role gives nothing. */
    public static Optional<Role> of(String wire) {
        return Arrays.stream(values()).filter(role -> role.wire().equals(wire)).findFirst();
    }
}
