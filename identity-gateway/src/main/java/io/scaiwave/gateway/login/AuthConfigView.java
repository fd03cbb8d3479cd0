package io.scaiwave.gateway.login;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.scaiwave.gateway.issuer.IssuersConfig;
import io.scaiwave.gateway.issuer.Login;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How to sign in; what the installation has not configured is null, never left out. */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record AuthConfigView(
        @Nullable String issuer,
        @Nullable String audience,
        @Nullable String clientId,
        List<String> scopes,
        @Nullable URI redirectUri,
        Endpoints endpoints) {

    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Endpoints(
            @Nullable URI authorization,
            @Nullable URI token,
            @Nullable URI endSession,
            String register) {}

    static AuthConfigView of(Optional<Login> login) {
        Optional<IssuersConfig.Client> client = login.flatMap(Login::client);
        return new AuthConfigView(
                login.map(Login::issuer).orElse(null),
                login.map(Login::audience).orElse(null),
                client.map(IssuersConfig.Client::id).orElse(null),
                client.map(IssuersConfig.Client::scopes).orElse(List.of()),
                client.map(IssuersConfig.Client::redirectUri).orElse(null),
                new Endpoints(
                        client.map(IssuersConfig.Client::authorizationEndpoint).orElse(null),
                        client.map(IssuersConfig.Client::tokenEndpoint).orElse(null),
                        client.flatMap(IssuersConfig.Client::endSessionEndpoint).orElse(null),
                        "/v1/auth/register"));
    }
}
