package io.scaiwave.gateway.edge;

import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose address a request comes from. That is the other end of the connection, unless that is a proxy of ours: then it
 * is the nearest address which the chain of our proxies has seen and which is not one of them. What stands further left
 * anybody could have written.
 */
@Singleton
final class ClientAddresses {

    private static final String UNKNOWN = "unknown";

    private final List<AddressRange> trusted;

    ClientAddresses(GatewayConfig config) {
        this.trusted = config.trustedProxies().orElse(List.of()).stream()
                .map(AddressRange::parse)
                .toList();
    }

    String of(HttpServerRequest request) {
        SocketAddress remote = request.remoteAddress();
        String nearest = remote == null || remote.hostAddress() == null ? UNKNOWN : remote.hostAddress();
        return trusted.isEmpty() ? nearest : behind(nearest, request);
    }

    private String behind(String nearest, HttpServerRequest request) {
        if (!isTrusted(NetUtil.createByteArrayFromIpAddressString(nearest))) {
            return nearest;
        }
        String seen = nearest;
        List<String> chain = ForwardedChain.of(request.headers());
        for (int i = chain.size() - 1; i >= 0; i--) {
            byte[] hop = NetUtil.createByteArrayFromIpAddressString(chain.get(i));
            if (hop == null) {
                return seen;
            }
            seen = NetUtil.bytesToIpAddress(hop);
            if (!isTrusted(hop)) {
                return seen;
            }
        }
        return seen;
    }

    private boolean isTrusted(byte @Nullable [] address) {
        return address != null && trusted.stream().anyMatch(range -> range.contains(address));
    }
}
