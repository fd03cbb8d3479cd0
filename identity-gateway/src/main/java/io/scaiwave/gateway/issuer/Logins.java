package io.scaiwave.gateway.issuer;

import io.scaiwave.gateway.token.IssuerScope;
import io.scaiwave.tenancy.directory.TenantEntry;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Where the people of a tenant sign in: at its own issuer, else at its partner's, else at the platform's. */
public final class Logins {

    private final List<Login> all;

    Logins(List<Login> all) {
        this.all = List.copyOf(all);
    }

    /** Empty when the installation has no issuer for everybody and the tenant none of its own. */
    public Optional<Login> of(Optional<TenantEntry> tenant) {
        return tenant.flatMap(this::own).or(() -> first(IssuerScope.OfPlatform.class::isInstance));
    }

    private Optional<Login> own(TenantEntry tenant) {
        return first(new IssuerScope.OfTenant(tenant.id())::equals)
                .or(() -> first(new IssuerScope.OfPartner(tenant.partnerId())::equals));
    }

    /** One that people can sign in at goes before one that only programs know how to use. */
    private Optional<Login> first(Predicate<IssuerScope> scope) {
        List<Login> fitting =
                all.stream().filter(login -> scope.test(login.scope())).toList();
        return fitting.stream()
                .filter(login -> login.client().isPresent())
                .findFirst()
                .or(() -> fitting.stream().findFirst());
    }
}
