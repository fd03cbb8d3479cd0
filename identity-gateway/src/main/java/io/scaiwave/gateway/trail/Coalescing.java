package io.scaiwave.gateway.trail;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.scaiwave.tenancy.audit.AuditEntry;
import io.scaiwave.tenancy.context.PartnerContext;
import io.scaiwave.tenancy.context.PlatformContext;
import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.context.TenantContext;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writes the first of equal entries at once and the repeats of the following seconds as one more, so that nobody can
 * flood a log by repeating a mistake.
 */
@ApplicationScoped
class Coalescing {

    private static final long WINDOW_MILLIS = 10_000;
    private static final int MAX_WINDOWS = 10_000;
    /** So many different entries of one kind one actor may cause in a window; all others count as one. */
    private static final int MAX_OF_A_KIND = 20;

    private final Vertx vertx;
    private final EntryWriter writer;
    private final Counter overflow;
    private final Map<Key, Window> open = new ConcurrentHashMap<>();

    Coalescing(Vertx vertx, EntryWriter writer, MeterRegistry metrics) {
        this.vertx = vertx;
        this.writer = writer;
        this.overflow = Counter.builder("scaiwave.gateway.audit.overflow")
                .description("Entries left out because too many different ones came at once")
                .register(metrics);
    }

    private final Map<Kind, AtomicInteger> ofAKind = new ConcurrentHashMap<>();

    private record Kind(String owner, String actor, String action) {}

    private record Key(Kind kind, String what) {}

    private record Window(Scope scope, AuditEntry first, AtomicInteger repeats) {}

    void report(Scope scope, AuditEntry entry, String what) {
        Key key = key(new Kind(owner(scope), entry.actorId(), entry.action()), what);
        Window window = open.get(key);
        if (window == null && open.size() >= MAX_WINDOWS) {
            overflow.increment();
            return;
        }
        if (window == null) {
            window = open.putIfAbsent(key, new Window(scope, entry, new AtomicInteger()));
        }
        if (window == null) {
            ofAKind.computeIfAbsent(key.kind(), kind -> new AtomicInteger()).incrementAndGet();
            writer.write(scope, entry);
            vertx.setTimer(WINDOW_MILLIS, end -> close(key));
        } else {
            window.repeats().incrementAndGet();
        }
    }

    private Key key(Kind kind, String what) {
        Key exact = new Key(kind, what);
        AtomicInteger already = ofAKind.get(kind);
        boolean tooMany = already != null && already.get() >= MAX_OF_A_KIND && !open.containsKey(exact);
        return tooMany ? new Key(kind, "") : exact;
    }

    private void close(Key key) {
        Window window = open.remove(key);
        ofAKind.computeIfPresent(key.kind(), (kind, count) -> count.decrementAndGet() <= 0 ? null : count);
        if (window != null && window.repeats().get() > 0) {
            writer.write(window.scope(), window.first().times(window.repeats().get()));
        }
    }

    /** What was held back is written before the service ends. */
    void stop(@Observes @Priority(100) ShutdownEvent ignored) {
        open.keySet().forEach(this::close);
        writer.finish();
    }

    private static String owner(Scope scope) {
        return switch (scope) {
            case TenantContext tenant -> tenant.tenantId().wire();
            case PartnerContext partner -> partner.partnerId().wire();
            case PlatformContext ignored -> "platform";
        };
    }
}
