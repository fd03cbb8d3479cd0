package io.scaiwave.cli.keys;

import java.util.ArrayList;
import java.util.List;

/** What one user of the platform or system account may do; each service publishes only what it is the source of. */
record NatsPermissions(List<String> publish, List<String> neverPublish, List<String> subscribe) {
    private static final String INBOX = "_INBOX.>";

    /** Streams and consumers are made by the services; nothing of theirs may delete or empty a stream. */
    private static final List<String> NEVER = List.of(
            "$JS.API.STREAM.DELETE.>",
            "$JS.API.STREAM.PURGE.>",
            "$JS.API.STREAM.MSG.DELETE.>",
            "$JS.API.STREAM.SNAPSHOT.>",
            "$JS.API.STREAM.RESTORE.>");

    private static final List<String> AUDIT =
            List.of("swp.*.tenant.audit", "swp.*.partner.audit", "swp.*.platform.audit");

    static NatsPermissions of(String service) {
        return switch (service) {
            case "tenant-service" -> service(List.of("swp.*.tenant.>", "swp.*.partner.>", "swp.*.platform.>"));
            case "identity-gateway" -> service(with(AUDIT, "swp.*.identity.>"));
            case "room-service" -> service(with(AUDIT, "swp.*.room.>", "swp.*.sync.>", "swp.*.usage.>", "swp.*.job.>"));
            default -> service(AUDIT);
        };
    }

    /** For people and for tests that look at the whole platform account. */
    static NatsPermissions everything() {
        return new NatsPermissions(List.of(">"), List.of(), List.of(">"));
    }

    static NatsPermissions system() {
        return new NatsPermissions(
                List.of("$SYS.REQ.CLAIMS.>", "$SYS.REQ.ACCOUNT.>", "$SYS.REQ.SERVER.>"),
                List.of(),
                List.of(INBOX, "$SYS.ACCOUNT.>"));
    }

    private static NatsPermissions service(List<String> subjects) {
        return new NatsPermissions(
                with(subjects, "swp.*.dlq.>", "$JS.API.>", "$JS.ACK.>", "$JS.FC.>", INBOX),
                NEVER,
                List.of("swp.>", INBOX, "$JS.EVENT.ADVISORY.CONSUMER.>"));
    }

    private static List<String> with(List<String> first, String... more) {
        List<String> all = new ArrayList<>(first);
        all.addAll(List.of(more));
        return List.copyOf(all);
    }
}
