package io.scaiwave.cli.keys;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The bodies of operator, account and user claims. A limit left out means zero to the server, so all are written. */
final class NatsDocuments {
    static final String ROOM_EXPORT = "swp.*.room.>";
    private static final long UNLIMITED = -1;

    private NatsDocuments() {}

    static Map<String, Object> operator(String signingKey, String systemAccount) {
        Map<String, Object> nats = document("operator");
        nats.put("signing_keys", List.of(signingKey));
        nats.put("system_account", systemAccount);
        return nats;
    }

    /** The system account only carries requests to the server: no JetStream, nothing exported. */
    static Map<String, Object> systemAccount() {
        Map<String, Object> nats = account();
        nats.put("limits", limits());
        return nats;
    }

    /** Every tenant's account imports its own part of the one export; the import is signed by the operator's key. */
    static Map<String, Object> platformAccount() {
        Map<String, Object> limits = limits();
        for (String name : List.of(
                "mem_storage",
                "disk_storage",
                "streams",
                "consumer",
                "max_ack_pending",
                "mem_max_stream_bytes",
                "disk_max_stream_bytes")) {
            limits.put(name, UNLIMITED);
        }
        Map<String, Object> nats = account();
        nats.put("exports", List.of(Map.of("name", "rooms", "subject", ROOM_EXPORT, "type", "stream")));
        nats.put("limits", limits);
        return nats;
    }

    static Map<String, Object> user(NatsPermissions allowed) {
        Map<String, Object> nats = document("user");
        nats.put("pub", rules(allowed.publish()));
        nats.put("sub", rules(allowed.subscribe()));
        nats.put("subs", UNLIMITED);
        nats.put("data", UNLIMITED);
        nats.put("payload", UNLIMITED);
        return nats;
    }

    private static Map<String, Object> account() {
        Map<String, Object> nats = document("account");
        nats.put("default_permissions", Map.of("pub", Map.of(), "sub", Map.of()));
        return nats;
    }

    private static Map<String, Object> limits() {
        Map<String, Object> limits = new LinkedHashMap<>();
        for (String name : List.of("subs", "data", "payload", "imports", "exports", "conn", "leaf")) {
            limits.put(name, UNLIMITED);
        }
        limits.put("wildcards", true);
        return limits;
    }

    private static Map<String, Object> rules(List<String> allow) {
        return Map.of("allow", allow);
    }

    private static Map<String, Object> document(String type) {
        Map<String, Object> nats = new LinkedHashMap<>();
        nats.put("type", type);
        nats.put("version", 2);
        return nats;
    }
}
