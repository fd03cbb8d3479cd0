package io.scaiwave.cli.keys;

import java.util.ArrayList;
import java.util.List;

/**
 * What one user of the platform or system account may do: each service publishes only what it is the source of, and
 * asks JetStream only what it needs. Everything else about streams is refused, above all changing one: a stream may be
 * told to publish under any subject.
 */
record NatsPermissions(List<String> publish, List<String> subscribe) {
    private static final String INBOX = "_INBOX.>";
    private static final List<String> STREAMS = List.of("ROOM_EVENTS", "TENANT_EVENTS", "DLQ");
    private static final List<String> AUDIT =
            List.of("swp.*.tenant.audit", "swp.*.partner.audit", "swp.*.platform.audit");

    static NatsPermissions of(String service) {
        return switch (service) {
            case "tenant-service" ->
                service(all(
                        List.of("swp.*.tenant.>", "swp.*.partner.>", "swp.*.platform.>"),
                        // Seals of the audit logs are read back.
                        List.of("$JS.API.STREAM.MSG.GET.TENANT_EVENTS"),
                        consumer("TENANT_EVENTS", "tenant-service-audit")));
            case "identity-gateway" -> service(all(AUDIT, List.of("swp.*.identity.>")));
            case "room-service" ->
                service(all(AUDIT, List.of("swp.*.room.>", "swp.*.sync.>", "swp.*.usage.>", "swp.*.job.>")));
            default -> service(AUDIT);
        };
    }

    /** For people and for tests that look at the whole platform account. */
    static NatsPermissions everything() {
        return new NatsPermissions(List.of(">"), List.of(">"));
    }

    static NatsPermissions system() {
        return new NatsPermissions(
                List.of("$SYS.REQ.CLAIMS.>", "$SYS.REQ.ACCOUNT.>", "$SYS.REQ.SERVER.>"),
                List.of(INBOX, "$SYS.ACCOUNT.>"));
    }

    private static NatsPermissions service(List<String> own) {
        List<String> publish = new ArrayList<>(own);
        publish.add("swp.*.dlq.>");
        for (String stream : STREAMS) {
            publish.add("$JS.API.STREAM.INFO." + stream);
            // Only for one that is not there, as after a wiped store: what is there it does not change.
            publish.add("$JS.API.STREAM.CREATE." + stream);
        }
        return new NatsPermissions(List.copyOf(publish), List.of("swp.>", INBOX));
    }

    /** A durable consumer of one's own: made, read from, acknowledged. */
    private static List<String> consumer(String stream, String name) {
        String own = stream + "." + name;
        return List.of(
                "$JS.API.CONSUMER.DURABLE.CREATE." + own,
                "$JS.API.CONSUMER.INFO." + own,
                "$JS.API.CONSUMER.MSG.NEXT." + own,
                "$JS.ACK." + own + ".>");
    }

    @SafeVarargs
    private static List<String> all(List<String>... lists) {
        List<String> all = new ArrayList<>();
        for (List<String> list : lists) {
            all.addAll(list);
        }
        return List.copyOf(all);
    }
}
