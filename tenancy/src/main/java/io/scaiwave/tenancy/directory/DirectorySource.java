package io.scaiwave.tenancy.directory;

import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.context.PlatformContext;
import io.scaiwave.tenancy.context.Principal;
import io.scaiwave.tenancy.token.InternalTokens;
import io.scaiwave.tenancy.web.RequestIds;
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
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Asks tenant-service for entries changed since a moment, in pages. */
@ApplicationScoped
class DirectorySource {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final HttpClient client;
    private final DirectoryConfig config;
    private final InternalTokens tokens;
    private final String service;

    DirectorySource(
            Vertx vertx,
            DirectoryConfig config,
            InternalTokens tokens,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.client =
                vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(2).setConnectTimeout(1_000));
        this.config = config;
        this.tokens = tokens;
        this.service = service;
    }

    <E extends DirectoryEntry> Uni<List<E>> page(EntryKind<E> kind, OffsetDateTime updatedAfter, UUID afterId) {
        String base = config.source().orElseThrow().toString();
        String address = base + kind.path() + "?updated_after="
                + URLEncoder.encode(updatedAfter.toString(), StandardCharsets.UTF_8) + "&after_id=" + afterId
                + "&limit=" + config.page();
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(address)
                .putHeader(InternalTokens.HEADER, token());
        return client.request(request)
                .flatMap(ready -> ready.send())
                .flatMap(response -> entries(kind, response))
                .ifNoItem()
                .after(TIMEOUT)
                .fail();
    }

    boolean isLast(List<?> page) {
        return page.size() < config.page();
    }

    private String token() {
        return tokens.mint(new Caller(
                new PlatformContext("directory"),
                new PlatformContext("directory"),
                Principal.service(service),
                RequestIds.make(),
                null,
                null));
    }

    private static <E extends DirectoryEntry> Uni<List<E>> entries(EntryKind<E> kind, HttpClientResponse response) {
        if (response.statusCode() != 200) {
            return Uni.createFrom()
                    .failure(new IllegalStateException("tenant-service answered " + response.statusCode()));
        }
        return response.body().map(Buffer::toJsonObject).map(body -> body.getJsonArray("data").stream()
                .map(JsonObject.class::cast)
                .map(kind.parse())
                .toList());
    }
}
