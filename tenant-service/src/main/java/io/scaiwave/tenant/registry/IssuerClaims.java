package io.scaiwave.tenant.registry;

import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.context.PlatformContext;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who may say which tenant an identity provider means. A provider of the whole platform is shared by partners: whoever
 * named one of its ids first would get the logins of a company it does not serve. So a partner names ids at its own
 * issuers only.
 */
@ApplicationScoped
public class IssuerClaims {

    private final Map<PartnerId, Set<String>> issuers;

    public IssuerClaims(PartnerIssuersConfig config) {
        issuers = config.byName().values().stream()
                .collect(Collectors.groupingBy(
                        own -> PartnerId.parse(own.partner()),
                        Collectors.mapping(PartnerIssuersConfig.PartnerIssuer::issuer, Collectors.toSet())));
    }

    /** Giving an id up is always allowed, and so is leaving what is there. */
    public void check(Caller caller, PartnerId partner, JsonObject before, JsonObject after) {
        if (caller.home() instanceof PlatformContext) {
            return;
        }
        Set<String> own = issuers.getOrDefault(partner, Set.of());
        boolean beyond = after.stream()
                .anyMatch(entry ->
                        !entry.getValue().equals(before.getValue(entry.getKey())) && !own.contains(entry.getKey()));
        if (beyond) {
            throw ErrorCode.SW_AUTH_INSUFFICIENT_PERMISSION
                    .because("Ids at an issuer that is not the partner's own are set by the platform.")
                    .field("external_ids", "names an issuer that is not registered for the partner");
        }
    }
}
