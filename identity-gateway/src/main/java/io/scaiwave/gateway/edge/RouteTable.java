package io.scaiwave.gateway.edge;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Which service answers which addresses, by the longest prefix of whole segments. What is not listed does not exist
 * outside: neither {@code /q/…} nor {@code /internal/…} can be reached. Who may call what is never decided here.
 */
final class RouteTable {

    private static final Kind TENANTS = new Kind(Upstream.TENANT_SERVICE, Access.TOKEN, true);
    private static final Kind ROOMS = new Kind(Upstream.ROOM_SERVICE, Access.TOKEN, false);
    private static final Kind IDENTITY = new Kind(Upstream.IDENTITY, Access.TOKEN, true);
    private static final Kind OPEN = new Kind(Upstream.IDENTITY, Access.OPEN, true);

    private static final Map<String, Route> BY_PREFIX = Map.ofEntries(
            route("/v1/partners", TENANTS),
            route("/v1/admin", TENANTS),
            route("/v1/tenants", TENANTS),
            route("/v1/plans", TENANTS),
            route("/v1/tenant-templates", TENANTS),
            route("/v1/operations", TENANTS),
            route("/v1/exports", TENANTS),
            route("/v1/erasure-certificates", TENANTS),
            route("/v1/audit-log", TENANTS),
            route("/v1/models", TENANTS),
            route("/v1/event-credentials", TENANTS),
            route("/v1/rooms", ROOMS),
            route("/v1/sync", ROOMS),
            route("/v1/stream", ROOMS),
            route("/v1/media", ROOMS),
            route("/v1/search", ROOMS),
            route("/v1/sidekicks", ROOMS),
            route("/v1/presence", ROOMS),
            route("/v1/me/invites", ROOMS),
            route("/v1/me/presence", ROOMS),
            route("/v1/me", IDENTITY),
            route("/v1/auth", IDENTITY),
            route("/v1/users", IDENTITY),
            route("/v1/auth/config", OPEN),
            route("/.well-known/jwks.json", OPEN),
            route("/openapi.json", OPEN),
            route("/docs", OPEN));

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
    private record Kind(Upstream upstream, Access access, boolean adminsReachSuspended) {}

    /** @param prefix names it, in metrics too: nobody outside can make another */
    record Route(String prefix, Kind kind) {

        Upstream upstream() {
            return kind.upstream();
        }

        Access access() {
            return kind.access();
        }

        boolean adminsReachSuspended() {
            return kind.adminsReachSuspended();
        }
    }

    private static Map.Entry<String, Route> route(String prefix, Kind kind) {
        return Map.entry(prefix, new Route(prefix, kind));
    }

    static Collection<Route> all() {
        return BY_PREFIX.values();
    }

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
