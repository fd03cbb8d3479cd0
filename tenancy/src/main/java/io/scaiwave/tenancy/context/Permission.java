package io.scaiwave.tenancy.context;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a principal may do: {@code <area>:<verb>}. */
public enum Permission {
    PARTNERS_READ("partners:read"),
    PARTNERS_MANAGE("partners:manage"),
    TENANTS_READ("tenants:read"),
    TENANTS_MANAGE("tenants:manage"),
    TENANTS_MOVE("tenants:move"),
    TENANTS_ERASE("tenants:erase"),
    TEMPLATES_READ("templates:read"),
    TEMPLATES_MANAGE("templates:manage"),
    TEMPLATES_APPLY("templates:apply"),
    USERS_READ("users:read"),
    USERS_MANAGE("users:manage"),
    ROLES_MANAGE("roles:manage"),
    API_KEYS_MANAGE("api_keys:manage"),
    LIMITS_READ("limits:read"),
    LIMITS_MANAGE("limits:manage"),
    ACCOUNTING_VIEW_OWN("accounting:view_own"),
    ACCOUNTING_VIEW_TENANT("accounting:view_tenant"),
    ACCOUNTING_VIEW_PARTNER("accounting:view_partner"),
    ACCOUNTING_MANAGE_BUDGETS("accounting:manage_budgets"),
    AUDIT_READ("audit:read"),
    ROOMS_USE("rooms:use"),
    ROOMS_MANAGE("rooms:manage"),
    /** Held by every tenant role: reading the rooms one is a member of. */
    ROOMS_READ("rooms:read"),
    MEDIA_USE("media:use"),
    SIDEKICKS_USE("sidekicks:use"),
    FEDERATION_MANAGE("federation:manage"),
    BRIDGES_MANAGE("bridges:manage"),
    EVENTS_SUBSCRIBE("events:subscribe"),
    QUOTAS_VIEW("quotas:view"),
    ADMIN_ACCESS("admin:access");

    private static final Map<String, Permission> BY_WIRE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Permission::wire, Function.identity()));

    private final String wire;

    Permission(String wire) {
        this.wire = wire;
    }

    @JsonValue
    public String wire() {
        return wire;
    }

    /** Empty for a name that is not known: an unknown permission gives nothing. */
    public static Optional<Permission> of(String wire) {
        return Optional.ofNullable(BY_WIRE.get(wire));
    }

    boolean reads() {
        return wire.endsWith(":read") || wire.contains(":view");
    }
}
