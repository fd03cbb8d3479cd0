package io.scaiwave.tenancy.nats;

import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** The platform's streams. Retention is by limits, so that nothing is dropped for want of a listener. */
public enum StreamDefinition {
    ROOM_EVENTS(Duration.ofHours(72), "swp.*.room.>"),
    TENANT_EVENTS(Duration.ofDays(7), "swp.*.tenant.>", "swp.*.identity.>", "swp.*.partner.>", "swp.*.platform.>"),
    DLQ(Duration.ofDays(30), "swp.*.dlq.>");

    /** Longer than any retry or replay after an outage needs, so that a repeated publish never doubles a message. */
    static final Duration DUPLICATE_WINDOW = Duration.ofMinutes(10);

    private final Duration kept;
    private final List<String> subjects;

    StreamDefinition(Duration kept, String... subjects) {
        this.kept = kept;
        this.subjects = List.of(subjects);
    }

    public List<String> subjects() {
        return subjects;
    }

    StreamConfiguration configuration(NatsConfig config) {
        return StreamConfiguration.builder()
                .name(name())
                .subjects(subjects)
                .retentionPolicy(RetentionPolicy.Limits)
                .storageType(StorageType.File)
                .discardPolicy(DiscardPolicy.New)
                .maxBytes(config.streamMaxBytes())
                .maxAge(kept)
                .duplicateWindow(DUPLICATE_WINDOW)
                .replicas(config.replicas())
                .build();
    }

    /** The stream that stores a subject. */
    public static StreamDefinition storing(String subject) {
        return Arrays.stream(values())
                .filter(stream -> stream.subjects.stream().anyMatch(filter -> matches(filter, subject)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No stream stores the subject " + subject));
    }

    private static boolean matches(String filter, String subject) {
        String[] wanted = filter.split("\\.");
        String[] given = subject.split("\\.");
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i].equals(">")) {
                return given.length > i;
            }
            if (i >= given.length || !(wanted[i].equals("*") || wanted[i].equals(given[i]))) {
                return false;
            }
        }
        return wanted.length == given.length;
    }
}
