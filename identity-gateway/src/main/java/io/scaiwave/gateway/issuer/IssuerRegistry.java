package io.scaiwave.gateway.issuer;

import io.scaiwave.gateway.token.Algorithm;
import io.scaiwave.gateway.token.Issuer;
import io.scaiwave.gateway.token.IssuerKeys;
import io.scaiwave.gateway.token.IssuerScope;
import io.scaiwave.gateway.token.Issuers;
import io.scaiwave.gateway.token.KeyTimes;
import io.scaiwave.gateway.token.TokenCache;
import io.scaiwave.gateway.token.TokenVerifier;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Makes the issuers of this installation from its configuration. */
@ApplicationScoped
public class IssuerRegistry {

    @Produces
    @Singleton
    TokenCache tokens(Issuers issuers, TokensConfig config, Clock clock) {
        return new TokenCache(new TokenVerifier(issuers, clock), clock, config.cacheSize());
    }

    /** In the order of the operator's names; the development issuer is the last resort. */
    @Produces
    @Singleton
    Logins logins(IssuersConfig configured, DevIssuerConfig development) {
        List<Login> logins = new ArrayList<>();
        new TreeMap<>(configured.byName())
                .forEach((name, issuer) -> logins.add(new Login(
                        IssuerScope.parse(issuer.scope()), issuer.issuer(), issuer.audience(), issuer.client())));
        development.jwks().ifPresent(file -> logins.add(DevIssuer.login()));
        return new Logins(logins);
    }

    @Produces
    @Singleton
    Issuers issuers(IssuersConfig configured, DevIssuerConfig development, Vertx vertx, Clock clock) {
        List<Issuer> issuers = new ArrayList<>();
        configured.byName().values().forEach(issuer -> issuers.add(configured(issuer, vertx, clock)));
        DevIssuer.from(development, clock).ifPresent(issuers::add);
        return new Issuers(issuers);
    }

    private static Issuer configured(IssuersConfig.Configured config, Vertx vertx, Clock clock) {
        List<Algorithm> algorithms =
                config.algorithms().stream().map(IssuerRegistry::algorithm).toList();
        HttpKeySource source = new HttpKeySource(vertx, config.jwksUri(), algorithms, DevIssuer.isDevelopment());
        return new Issuer(
                config.issuer(),
                config.audience(),
                IssuerScope.parse(config.scope()),
                config.tenantClaim(),
                new IssuerKeys(config.issuer(), source, times(config.keys()), clock));
    }

    private static KeyTimes times(IssuersConfig.Keys keys) {
        return new KeyTimes(keys.refreshAfter(), keys.staleAfter(), keys.cooldown(), keys.firstRetry(), keys.keep());
    }

    private static Algorithm algorithm(String name) {
        return Algorithm.of(name)
                .orElseThrow(() -> new IllegalStateException(
                        "scaiwave.issuers: the algorithm '" + name + "' is not one of RS256, PS256, ES256, EdDSA"));
    }
}
