package io.scaiwave.gateway.proxy;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.URI;

/**
 * Where and as what a request goes on.
 *
 * @param target path and query
 * @param internalToken empty for routes without a caller
 * @param selected the tenants named by a request without a caller, with commas between them; empty for none
 * @param hasBody whether the caller announced one
 * @param bodyLimit bytes after which a streamed body is cut off
 */
public record Onward(
        Upstream upstream,
        String target,
        String requestId,
        String internalToken,
        String selected,
        String clientIp,
        boolean hasBody,
        long bodyLimit) {

    /** Set here alone: what comes from outside under such a name is dropped. */
    public static final String SELECTED_HEADER = "X-Internal-Selected";

    /** So long a free connection is waited for. */
    private static final long CONNECTION_MILLIS = 2_000;

    RequestOptions options(HttpMethod method) {
        return new RequestOptions()
                .setServer(upstream.address())
                .setHost(upstream.address().host())
                .setPort(upstream.address().port())
                .setMethod(method)
                .setConnectTimeout(CONNECTION_MILLIS)
                .setURI(target);
    }

    /** A service's address. */
    public record Upstream(String name, SocketAddress address, String host) {

        public static Upstream of(String name, URI uri) {
            int port = uri.getPort() > 0 ? uri.getPort() : 80;
            return new Upstream(name, SocketAddress.inetSocketAddress(port, uri.getHost()), uri.getHost() + ":" + port);
        }
    }
}
