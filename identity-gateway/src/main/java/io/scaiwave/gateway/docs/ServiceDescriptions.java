package io.scaiwave.gateway.docs;

import io.scaiwave.tenancy.problem.ErrorCode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.core.http.HttpClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Asks each service for its description and keeps the merged one for a while; when a service does not answer, the last
 * whole one stays.
 */
@ApplicationScoped
class ServiceDescriptions {

    private static final Duration KEPT = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private record Service(String name, URI address) {}

    private record Merged(JsonObject document, long atNanos) {}

    private final HttpClient client;
    private final List<Service> services;
    private final AtomicReference<Merged> last = new AtomicReference<>();

    ServiceDescriptions(Vertx vertx, DocsConfig config) {
        this.client = vertx.createHttpClient(new HttpClientOptions().setConnectTimeout(1_000));
        this.services = List.of(
                new Service("registry", config.tenantService()),
                new Service("identity", config.identity()),
                new Service("rooms", config.roomService()));
    }

    Uni<JsonObject> merged() {
        Merged known = last.get();
        if (known != null && System.nanoTime() - known.atNanos() < KEPT.toNanos()) {
            return Uni.createFrom().item(known.document());
        }
        return Uni.join()
                .all(services.stream().map(this::ask).toList())
                .andFailFast()
                .map(this::merge)
                .onFailure()
                .recoverWithUni(() -> known != null
                        ? Uni.createFrom().item(known.document())
                        : Uni.createFrom()
                                .failure(ErrorCode.SW_DEPENDENCY_DOWN
                                        .because("A service does not answer at the moment.")
                                        .retryAfter(Duration.ofSeconds(1))));
    }

    private JsonObject merge(List<JsonObject> documents) {
        ApiMerge merge = new ApiMerge();
        for (int i = 0; i < services.size(); i++) {
            merge.add(services.get(i).name(), documents.get(i));
        }
        JsonObject document = merge.document();
        last.set(new Merged(document, System.nanoTime()));
        return document;
    }

    private Uni<JsonObject> ask(Service service) {
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(service.address()
                        .resolve("/internal/openapi?format=json")
                        .toString());
        return client.request(request)
                .flatMap(ready -> ready.send())
                .flatMap(response -> response.body())
                .map(Buffer::toJsonObject)
                .ifNoItem()
                .after(PATIENCE)
                .fail();
    }
}
