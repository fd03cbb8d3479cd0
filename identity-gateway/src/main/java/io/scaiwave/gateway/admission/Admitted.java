package io.scaiwave.gateway.admission;

import io.scaiwave.gateway.token.VerifiedToken;
import io.scaiwave.tenancy.context.Permission;
import io.scaiwave.tenancy.context.PlatformContext;
import io.scaiwave.tenancy.context.Role;
import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.directory.TenantEntry;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A caller whose place is known.
 *
 * @param home the scope its principal belongs to, and the log its denials go to
 * @param tenant the tenant acted in, its own or a selected one
 */
public record Admitted(VerifiedToken token, Scope home, Optional<TenantEntry> tenant) {

    /** The scope of the work itself. */
    public Scope scope() {
        return tenant.<Scope>map(TenantEntry::context).orElse(home);
    }

    public boolean isCrossTenant() {
        return tenant.isPresent() && !(home instanceof TenantContext);
    }

    public boolean isOfPlatform() {
        return home instanceof PlatformContext;
    }

    public Set<Permission> permissions() {
        Set<Permission> permissions = EnumSet.noneOf(Permission.class);
        token.roles().forEach(role -> permissions.addAll(role.permissions()));
        return permissions;
    }

    public Set<String> roleNames() {
        return token.roles().stream().map(Role::wire).collect(java.util.stream.Collectors.toUnmodifiableSet());
    }
}
