package io.scaiwave.tenant.subscriptions;

import io.scaiwave.tenant.registry.TenantLifecycle;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** What a tenant's listeners are told on the way to the end of its subscription, in this order and each once. */
enum Notice {
    SEVEN_DAYS_LEFT(Duration.ofDays(-7)),
    THREE_DAYS_LEFT(Duration.ofDays(-3)),
    ONE_DAY_LEFT(Duration.ofDays(-1)),
    EXPIRED(Duration.ZERO);

    private final Duration fromExpiry;

    Notice(Duration fromExpiry) {
        this.fromExpiry = fromExpiry;
    }

    /** The last that is due; those before it that were never told are not worth telling any more. */
    static Optional<Notice> due(Instant expires, Instant now) {
        Optional<Notice> due = Optional.empty();
        for (Notice notice : values()) {
            if (!now.isBefore(expires.plus(notice.fromExpiry))) {
                due = Optional.of(notice);
            }
        }
        return due;
    }

    static boolean isGraceOver(Instant expires, Instant now) {
        return !now.isBefore(expires.plus(TenantLifecycle.GRACE));
    }

    /** How many notices are told once this one is. */
    int count() {
        return ordinal() + 1;
    }

    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
