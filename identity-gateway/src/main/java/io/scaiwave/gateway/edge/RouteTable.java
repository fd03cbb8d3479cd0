package io.scaiwave.gateway.edge;

import java.util.Map;
import java.util.Optional;

/**
 * Which service answers which addresses, by the longest prefix of whole segments. What is not listed does not exist
 * outside: neither {@code /q/…} nor {@code /internal/…} can be reached. Who may call what is never decided here.
 */
final class RouteTable {

    private static final Route TENANTS = new Route(Upstream.TENANT_SERVICE, Access.TOKEN, true);
    private static final Route ROOMS = new Route(Upstream.ROOM_SERVICE, Access.TOKEN, false);
    private static final Route IDENTITY = new Route(Upstream.IDENTITY, Access.TOKEN, true);
    private static final Route OPEN = new Route(Upstream.IDENTITY, Access.OPEN, true);

    private static final Map<String, Route> BY_PREFIX = Map.ofEntries(
            Map.entry("/v1/partners", TENANTS),
            Map.entry("/v1/admin", TENANTS),
            Map.entry("/v1/tenants", TENANTS),
            Map.entry("/v1/plans", TENANTS),
            Map.entry("/v1/tenant-templates", TENANTS),
            Map.entry("/v1/operations", TENANTS),
            Map.entry("/v1/exports", TENANTS),
            Map.entry("/v1/erasure-certificates", TENANTS),
            Map.entry("/v1/audit-log", TENANTS),
            Map.entry("/v1/models", TENANTS),
            Map.entry("/v1/event-credentials", TENANTS),
            Map.entry("/v1/rooms", ROOMS),
            Map.entry("/v1/sync", ROOMS),
            Map.entry("/v1/stream", ROOMS),
            Map.entry("/v1/media", ROOMS),
            Map.entry("/v1/search", ROOMS),
            Map.entry("/v1/sidekicks", ROOMS),
            Map.entry("/v1/presence", ROOMS),
            Map.entry("/v1/me/invites", ROOMS),
            Map.entry("/v1/me/presence", ROOMS),
            Map.entry("/v1/me", IDENTITY),
            Map.entry("/v1/auth", IDENTITY),
            Map.entry("/v1/users", IDENTITY),
            Map.entry("/v1/auth/config", OPEN),
            Map.entry("/.well-known/jwks.json", OPEN),
            Map.entry("/openapi.json", OPEN),
            Map.entry("/docs", OPEN));

    private static final int MAX_SEGMENTS = 3;

    private RouteTable() {}

    enum Upstream {
        TENANT_SERVICE,
        ROOM_SERVICE,
        IDENTITY
    }

    enum Access {
        TOKEN,
        OPEN
    }

    /**
     * @param adminsReachSuspended whether a partner or super admin may act here in a tenant that is not in use
     */
    record Route(Upstream upstream, Access access, boolean adminsReachSuspended) {}

    /** Where a WebSocket may be asked for. Elsewhere an upgrade is an offer that is not taken up. */
    static boolean isStream(String path) {
        return path.equals("/v1/stream");
    }

    static Optional<Route> find(String path) {
        int end = endOfSegments(path);
        while (end > 0) {
            Route route = BY_PREFIX.get(path.substring(0, end));
            if (route != null) {
                return Optional.of(route);
            }
            end = path.lastIndexOf('/', end - 1);
        }
        return Optional.empty();
    }

    private static int endOfSegments(String path) {
        int end = 0;
        for (int i = 0; i < MAX_SEGMENTS && end >= 0; i++) {
            end = path.indexOf('/', end + 1);
            if (end < 0) {
                return path.length();
            }
        }
        return end;
    }
}
