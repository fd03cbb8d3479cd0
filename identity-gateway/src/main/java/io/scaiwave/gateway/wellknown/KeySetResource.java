package io.scaiwave.gateway.wellknown;

import io.scaiwave.tenancy.context.Open;
import io.scaiwave.tenancy.token.InternalKeys;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The public keys of the internal issuer. */
@Path("/.well-known/jwks.json")
@Tag(name = "well-known")
public class KeySetResource {

    private final InternalKeys keys;

    public KeySetResource(InternalKeys keys) {
        this.keys = keys;
    }

    @GET
    @Open
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "getKeySet", summary = "Public keys of the internal issuer")
    public String keys() {
        return keys.publicJwks();
    }
}
