package io.scaiwave.tenancy.context;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who acts.
 *
 * @param id typed id of the user or key, or the name of a service
 * @param subject the identity provider's name for it
 * @param onBehalfOf the original principal when a service acts for one
 */
public record Principal(
        String id,
        Kind kind,
        String subject,
        Set<String> roles,
        Set<Permission> permissions,
        @Nullable String onBehalfOf) {

    public enum Kind {
        USER,
        KEY,
        SERVICE
    }

    public Principal {
        roles = Set.copyOf(roles);
        permissions = Set.copyOf(permissions);
        if (kind == Kind.SERVICE && !(roles.isEmpty() && permissions.isEmpty())) {
            throw new IllegalArgumentException("A service has no roles or permissions of a person");
        }
    }

    /** A service working without a request: no permissions of a person, only the endpoints made for services. */
    public static Principal service(String name) {
        return new Principal(name, Kind.SERVICE, name, Set.of(), Set.of(), null);
    }

    public boolean may(Permission permission) {
        return permissions.contains(permission);
    }
}
