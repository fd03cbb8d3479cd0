package io.scaiwave.gateway.edge;

import io.scaiwave.gateway.proxy.Onward;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** The address of each service. */
final class Upstreams {

    private final Map<RouteTable.Upstream, Onward.Upstream> byName = new EnumMap<>(RouteTable.Upstream.class);

    Upstreams(PeersConfig peers) {
        byName.put(RouteTable.Upstream.TENANT_SERVICE, Onward.Upstream.of("tenant-service", peers.tenantService()));
        byName.put(RouteTable.Upstream.ROOM_SERVICE, Onward.Upstream.of("room-service", peers.roomService()));
        byName.put(RouteTable.Upstream.IDENTITY, Onward.Upstream.of("identity", peers.identity()));
    }

    Onward.Upstream of(RouteTable.Upstream name) {
        return Objects.requireNonNull(byName.get(name));
    }
}
