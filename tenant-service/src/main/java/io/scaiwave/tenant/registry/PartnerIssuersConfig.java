package io.scaiwave.tenant.registry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.Map;

/** The issuers that the gateway knows in a partner's own scope, each under a name of the operator's choice. */
@ConfigMapping(prefix = "scaiwave.tenant.partner-issuers")
public interface PartnerIssuersConfig {

    @WithParentName
    Map<String, PartnerIssuer> byName();

    /** One issuer, and who may name tenants of it beside the platform's administration. */
    interface PartnerIssuer {

        /** The exact {@code iss} claim. */
        String issuer();

        /** The id of the partner whose issuer it is. */
        String partner();
    }
}
