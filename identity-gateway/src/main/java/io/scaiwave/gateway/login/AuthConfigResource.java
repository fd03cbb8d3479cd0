package io.scaiwave.gateway.login;

import io.scaiwave.gateway.issuer.Logins;
import io.scaiwave.gateway.proxy.Onward;
import io.scaiwave.tenancy.context.Open;
import io.scaiwave.tenancy.web.Envelope;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The way in, for whoever has no token yet. */
@Path("/v1/auth/config")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "auth")
public class AuthConfigResource {

    private static final String ACME = """
            {"data": {"issuer": "https://login.acme.example", "audience": "scaiwave", "client_id": "scaiwave-web",
              "scopes": ["openid", "profile", "email"], "redirect_uri": "https://app.scaiwave.example/callback",
              "endpoints": {"authorization": "https://login.acme.example/authorize",
                "token": "https://login.acme.example/token", "end_session": null, "register": "/v1/auth/register"}},
             "meta": {}}""";

    private final Logins logins;
    private final SelectedTenant selected;

    public AuthConfigResource(Logins logins, SelectedTenant selected) {
        this.logins = logins;
        this.selected = selected;
    }

    /** The answer's form, for the API's description. */
    public record OneConfig(AuthConfigView data) {}

    @GET
    @Open
    @SecurityRequirements
    @Operation(
            operationId = "getAuthConfig",
            summary = "Where and how to sign in, for the tenant named by host, X-Tenant-ID or /t/{slug}",
            description = "Without a tenant, and for every name that is not a tenant's, the platform's own sign-in.")
    @Parameter(
            name = "X-Tenant-ID",
            in = ParameterIn.HEADER,
            description = "Slug or id of a tenant",
            schema = @Schema(type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.STRING),
            example = "acme")
    @APIResponse(
            responseCode = "200",
            description = "The sign-in",
            content =
                    @Content(
                            schema = @Schema(implementation = OneConfig.class),
                            examples = @ExampleObject(name = "acme", value = ACME)))
    @APIResponse(responseCode = "400", description = "SW_ID_INVALID: X-Tenant-ID is an id of another kind")
    @APIResponse(responseCode = "429", description = "SW_RATE_LIMIT_EXCEEDED: counted by address")
    public Envelope<AuthConfigView> config(@Context HttpHeaders headers) {
        return Envelope.of(AuthConfigView.of(logins.of(selected.of(headers.getHeaderString(Onward.SELECTED_HEADER)))));
    }
}
