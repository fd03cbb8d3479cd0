package io.scaiwave.gateway.token;

import io.scaiwave.tenancy.context.Permission;
import io.scaiwave.tenancy.context.Role;
import java.util.Set;
import java.util.stream.Collectors;

/** The roles of a token with all that follows from them, worked out once. */
public record Grants(Set<Role> roles, Set<String> names, Set<Permission> permissions) {

    static Grants of(Set<Role> roles) {
        return new Grants(
                Set.copyOf(roles),
                roles.stream().map(Role::wire).collect(Collectors.toUnmodifiableSet()),
                roles.stream().flatMap(role -> role.permissions().stream()).collect(Collectors.toUnmodifiableSet()));
    }
}
