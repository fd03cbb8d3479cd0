package io.scaiwave.gateway.issuer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.net.URI;
import java.time.Duration;
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

        Keys keys();

        /** How applications sign people in there; told to anybody by {@code GET /v1/auth/config}. */
        Optional<Client> client();
    }

    /** When its keys are fetched, and how long they are believed. */
    interface Keys {

        /** Age at which they are fetched again in the background. */
        @WithDefault("40S")
        Duration refreshAfter();

        /** Age at which a request waits for them; a removed key works no longer than this, a minute at most. */
        @WithDefault("55S")
        Duration staleAfter();

        /** Least time between two fetches for unknown kids, and between two tries while the source is down. */
        @WithDefault("30S")
        Duration cooldown();

        /** The same before anything was ever fetched. */
        @WithDefault("5S")
        Duration firstRetry();

        /** How long the last good keys work while the source is down; a day at most. */
        @WithDefault("1H")
        Duration keep();
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
