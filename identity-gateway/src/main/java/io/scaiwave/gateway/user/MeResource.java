package io.scaiwave.gateway.user;

import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.context.ForEveryone;
import io.scaiwave.tenancy.web.Envelope;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a caller may know about itself. */
@Path("/v1/me")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "me")
public class MeResource {

    private final Self self;

    public MeResource(Self self) {
        this.self = self;
    }

    @GET
    @ForEveryone
    @Operation(operationId = "getMe", summary = "The caller: principal, tenant, roles and permissions")
    public Uni<Envelope<MeView>> me(@Context SecurityContext security) {
        return self.view(Caller.of(security)).map(Envelope::of);
    }
}
