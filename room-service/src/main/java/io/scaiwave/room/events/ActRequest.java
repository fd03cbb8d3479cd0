package io.scaiwave.room.events;

import io.scaiwave.room.access.TenantGate;
import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.idempotency.IdempotentCall;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** What every changing request brings along beside its own parameters. */
@NullUnmarked
public class ActRequest {

    @Context
    public SecurityContext security;

    @Context
    public UriInfo uri;

    @Context
    public HttpHeaders headers;

    @HeaderParam("traceparent")
    public @Nullable String traceparent;

    public Act act(TenantGate gate, Acts acts) {
        return acts.by(gate.admit(security), traceparent);
    }

    public IdempotentCall call(String method, @Nullable Object body) {
        return IdempotentCall.of(Caller.of(security), method, uri, headers, body);
    }
}
