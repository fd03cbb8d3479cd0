package io.scaiwave.gateway.issuer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The issuers that are known by configuration, each under a name of the operator's choice. */
@ConfigMapping(prefix = "scaiwave.issuers")
public interface IssuersConfig {

    @WithParentName
    Map<String, Configured> byName();

    /** One issuer. */
    interface Configured {

        /** The exact {@code iss} claim. */
        String issuer();

        /** Where its JWK set is; https, and no private address. */
        URI jwksUri();

        /** The {@code aud} its tokens must carry. */
        @WithDefault("scaiwave")
        String audience();

        /** Allowed signature algorithms; a key that names none is pinned to the first that fits it. */
        @WithDefault("RS256,PS256,ES256,EdDSA")
        List<String> algorithms();

        /** {@code platform}, {@code partner:<id>} or {@code tenant:<id>}: what it may assert. */
        String scope();

        /** The claim with the provider's own tenant id, looked up among the tenants' {@code external_ids}. */
        Optional<String> tenantClaim();

        /** How applications sign people in there; told to anybody by {@code GET /v1/auth/config}. */
        Optional<Client> client();
    }

    /** What an application needs for the authorization code flow with PKCE. */
    interface Client {

        /** The public client that is registered there; no secret belongs to it. */
        String id();

        URI authorizationEndpoint();

        URI tokenEndpoint();

        Optional<URI> endSessionEndpoint();

        @WithDefault("openid,profile,email")
        List<String> scopes();

        /** Where the issuer sends people back to. */
        URI redirectUri();
    }
}
