package io.scaiwave.gateway.proxy;

import io.vertx.core.MultiMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which headers cross the border. Inward: nothing that speaks for the caller but our own token, nothing that only
 * concerned the caller's connection. Outward: nothing of ours.
 */
final class HeaderHygiene {

    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "http2-settings");

    private static final Set<String> NOT_INWARD = Set.of(
            "authorization",
            "cookie",
            "cookie2",
            "host",
            "content-length",
            "expect",
            "forwarded",
            "via",
            "x-tenant-id",
            "x-request-id",
            "x-roles",
            "x-role",
            "x-permissions",
            "x-scope",
            "x-real-ip",
            "x-client-ip",
            "x-original-url",
            "x-rewrite-url",
            "x-http-method",
            "x-http-method-override",
            "x-method-override");

    private static final List<String> NOT_INWARD_FAMILIES =
            List.of("x-internal-", "x-user-", "x-forwarded-", "x-partner-", "x-principal-", "sec-websocket-protocol");

    private static final Set<String> NOT_OUTWARD = Set.of(
            "server",
            "x-powered-by",
            "via",
            "x-request-id",
            "ratelimit",
            "ratelimit-policy",
            "set-cookie",
            "set-cookie2",
            "x-content-type-options",
            "access-control-allow-credentials",
            "access-control-allow-origin");

    private HeaderHygiene() {}

    static void copyInward(MultiMap from, MultiMap to) {
        Set<String> named = namedByConnection(from);
        for (Map.Entry<String, String> header : from) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (!named.contains(name) && goesInward(name)) {
                to.add(name, header.getValue());
            }
        }
    }

    private static boolean goesInward(String name) {
        // Some servers read an underscore as a hyphen: such a name could stand for one that is dropped here.
        return name.indexOf('_') < 0
                && !HOP_BY_HOP.contains(name)
                && !NOT_INWARD.contains(name)
                && NOT_INWARD_FAMILIES.stream().noneMatch(name::startsWith);
    }

    static void copyOutward(MultiMap from, MultiMap to) {
        Set<String> named = namedByConnection(from);
        for (Map.Entry<String, String> header : from) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (!HOP_BY_HOP.contains(name)
                    && !NOT_OUTWARD.contains(name)
                    && !name.startsWith("x-internal-")
                    && !named.contains(name)) {
                to.add(name, header.getValue());
            }
        }
    }

    private static Set<String> namedByConnection(MultiMap headers) {
        List<String> values = headers.getAll("connection");
        if (values.isEmpty()) {
            return Set.of();
        }
        Set<String> names = new HashSet<>();
        for (String value : values) {
            for (String name : value.split(",")) {
                names.add(name.trim().toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }
}
