package io.scaiwave.gateway.issuer;

import io.scaiwave.gateway.token.Algorithm;
import io.scaiwave.gateway.token.KeySet;
import io.scaiwave.gateway.token.KeySource;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Fetches a JWK set over https: two seconds, 256 KiB, JSON, no redirects, and only from an address that was checked
 * and is then the one that is dialled.
 */
final class HttpKeySource implements KeySource {

    private static final int TIMEOUT_MILLIS = 2_000;
    private static final int MAX_BYTES = 256 * 1024;

    private final Vertx vertx;
    private final HttpClient client;
    private final URI uri;
    private final List<Algorithm> algorithms;
    private final boolean localAllowed;

    HttpKeySource(Vertx vertx, URI uri, List<Algorithm> algorithms, boolean localAllowed) {
        this.vertx = vertx;
        this.uri = uri;
        this.algorithms = List.copyOf(algorithms);
        this.localAllowed = localAllowed;
        refuseUnsafe(uri, localAllowed);
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout(TIMEOUT_MILLIS)
                .setKeepAlive(false)
                .setMaxHeaderSize(8 * 1024)
                .setVerifyHost(true));
    }

    private static void refuseUnsafe(URI uri, boolean localAllowed) {
        boolean https = "https".equals(uri.getScheme());
        boolean http = "http".equals(uri.getScheme()) && localAllowed;
        if (!(https || http) || uri.getHost() == null || uri.getUserInfo() != null || uri.getFragment() != null) {
            throw new IllegalStateException("An issuer's jwks-uri must be an https address: " + uri);
        }
    }

    @Override
    public Future<KeySet> fetch() {
        Future<KeySet> fetched = resolve().compose(this::get).compose(this::parse);
        return fetched.timeout(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
    }

    private Future<InetAddress> resolve() {
        return vertx.executeBlocking(
                () -> {
                    InetAddress[] all = InetAddress.getAllByName(uri.getHost());
                    for (InetAddress address : all) {
                        if (ForbiddenAddresses.contains(address) && !(localAllowed && address.isLoopbackAddress())) {
                            throw new IllegalStateException("its address is not allowed");
                        }
                    }
                    return all[0];
                },
                false);
    }

    private Future<Buffer> get(InetAddress address) {
        boolean ssl = "https".equals(uri.getScheme());
        int port = uri.getPort() > 0 ? uri.getPort() : ssl ? 443 : 80;
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
                .setHost(uri.getHost())
                .setPort(port)
                .setSsl(ssl)
                .setURI(pathAndQuery())
                .setTimeout(TIMEOUT_MILLIS)
                .setFollowRedirects(false)
                .putHeader("Accept", "application/jwk-set+json, application/json");
        return client.request(options).compose(request -> request.send()
                .compose(this::body)
                .timeout(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                // Whoever drips gets no more of our time than whoever is silent.
                .onFailure(late -> request.reset()));
    }

    private String pathAndQuery() {
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    private Future<Buffer> body(HttpClientResponse response) {
        if (response.statusCode() != 200 || !isJson(response.getHeader("Content-Type"))) {
            // The end that we make ourselves is no error.
            response.exceptionHandler(reset -> {});
            response.request().reset();
            return Future.failedFuture("it did not answer with JSON");
        }
        io.vertx.core.Promise<Buffer> whole = io.vertx.core.Promise.promise();
        Buffer collected = Buffer.buffer();
        response.handler(part -> {
            if (collected.length() + part.length() > MAX_BYTES) {
                whole.tryFail("its answer is too large");
                response.request().reset();
            } else {
                collected.appendBuffer(part);
            }
        });
        response.exceptionHandler(whole::tryFail);
        response.endHandler(end -> whole.tryComplete(collected));
        return whole.future();
    }

    private static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        String type = contentType.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
        return type.equals("application/json") || type.equals("application/jwk-set+json");
    }

    private Future<KeySet> parse(Buffer json) {
        try {
            return Future.succeededFuture(KeySet.parse(json.getBytes(), algorithms));
        } catch (KeySet.Unusable e) {
            return Future.failedFuture(e);
        }
    }
}
