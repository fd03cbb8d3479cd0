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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Asks tenant-service for entries changed since a moment, in pages. */
@ApplicationScoped
class DirectorySource {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final Logger LOG = Logger.getLogger(DirectorySource.class);

    private final HttpClient client;
    private final DirectoryConfig config;
    private final InternalTokens tokens;
    private final String service;
    private final ChangesOnly unread = new ChangesOnly();

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

    /**
     * Some entries.
     *
     * @param next where more follow; null if none do
     */
    record Page<E>(List<E> entries, @Nullable DirectoryPlace next) {}

    <E extends DirectoryEntry> Uni<Page<E>> page(EntryKind<E> kind, DirectoryPlace from) {
        String base = config.source().orElseThrow().toString();
        String address = base + kind.path() + "?" + from.query() + "&limit=" + config.page();
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(address)
                .putHeader(InternalTokens.HEADER, token());
        return client.request(request)
                .flatMap(ready -> ready.send())
                .flatMap(response -> read(kind, response))
                .ifNoItem()
                .after(TIMEOUT)
                .fail();
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

    private <E extends DirectoryEntry> Uni<Page<E>> read(EntryKind<E> kind, HttpClientResponse response) {
        if (response.statusCode() != 200) {
            return Uni.createFrom()
                    .failure(new IllegalStateException("tenant-service answered " + response.statusCode()));
        }
        return response.body().map(Buffer::toJsonObject).map(body -> new Page<>(entries(kind, body), next(body)));
    }

    /** What cannot be read is left out, so that nobody else's news wait for it. */
    private <E extends DirectoryEntry> List<E> entries(EntryKind<E> kind, JsonObject body) {
        List<E> entries = new ArrayList<>();
        for (Object sent : body.getJsonArray("data")) {
            try {
                entries.add(kind.parse().apply((JsonObject) sent));
            } catch (IllegalArgumentException | ClassCastException | NullPointerException e) {
                warn(kind, sent);
            }
        }
        return entries;
    }

    private void warn(EntryKind<?> kind, @Nullable Object sent) {
        String said = sent instanceof JsonObject entry
                ? entry.getValue("id") + " in version " + entry.getValue("version")
                : "what is no object";
        if (unread.isNews(said)) {
            LOG.warnf("%s has an entry that cannot be read and is left out: %s", kind.path(), said);
        }
    }

    private static @Nullable DirectoryPlace next(JsonObject body) {
        return body.getValue("meta") instanceof JsonObject meta
                        && meta.getValue(DirectoryPlace.NEXT) instanceof JsonObject next
                ? DirectoryPlace.fromJson(next)
                : null;
    }
}
