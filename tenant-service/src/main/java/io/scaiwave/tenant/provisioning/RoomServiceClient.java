package io.scaiwave.tenant.provisioning;

import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.context.Principal;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.directory.TenantEntry;
import io.scaiwave.tenancy.token.InternalTokens;
import io.scaiwave.tenant.operations.StepFailedException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.core.http.HttpClient;
import io.vertx.mutiny.core.http.HttpClientResponse;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Asks room-service, in the tenant's own name, to give it a place or to take it back. Asking again changes nothing. */
@ApplicationScoped
class RoomServiceClient {

    private static final Logger LOG = Logger.getLogger(RoomServiceClient.class);
    private static final Principal SELF = Principal.service("tenant-service");

    private final HttpClient client;
    private final PeersConfig config;
    private final InternalTokens tokens;

    RoomServiceClient(Vertx vertx, PeersConfig config, InternalTokens tokens) {
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setMaxPoolSize(16)
                .setConnectTimeout(1_000)
                .setKeepAliveTimeout(30));
        this.config = config;
        this.tokens = tokens;
    }

    Uni<Void> place(TenantEntry tenant, String requestId) {
        Buffer body = Buffer.newInstance(
                new JsonObject().put("isolation", tenant.isolation().wire()).toBuffer());
        return ask(HttpMethod.PUT, tenant, requestId, body);
    }

    Uni<Void> remove(TenantEntry tenant, String requestId) {
        return ask(HttpMethod.DELETE, tenant, requestId, Buffer.buffer());
    }

    private Uni<Void> ask(HttpMethod method, TenantEntry tenant, String requestId, Buffer body) {
        RequestOptions request = new RequestOptions()
                .setMethod(method)
                .setAbsoluteURI(config.url() + "/internal/v1/tenants/" + tenant.id() + "/placement")
                .putHeader(InternalTokens.HEADER, token(tenant.context(), requestId))
                .putHeader("Content-Type", "application/json");
        return client.request(request)
                .flatMap(ready -> ready.send(body))
                .flatMap(response -> response.body().replaceWith(response))
                .ifNoItem()
                .after(config.timeout())
                .fail()
                .onFailure()
                .transform(RoomServiceClient::unreachable)
                .invoke(RoomServiceClient::check)
                .replaceWithVoid();
    }

    private String token(TenantContext tenant, String requestId) {
        return tokens.mint(new Caller(tenant, tenant, SELF, requestId, null, null));
    }

    private static Throwable unreachable(Throwable failure) {
        LOG.debug("room-service does not answer", failure);
        return new StepFailedException("room-service does not answer.");
    }

    private static void check(HttpClientResponse response) {
        if (response.statusCode() / 100 != 2) {
            throw new StepFailedException("room-service answered " + response.statusCode() + ".");
        }
    }
}
