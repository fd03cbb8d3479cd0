package io.scaiwave.gateway.trail;

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
import org.jboss.logging.Logger;

/**
 * Writes the first of equal entries at once and the repeats of the following seconds as one more, so that nobody can
 * flood a log by repeating a mistake. Whoever makes many different ones finds them merged, in the own log alone, and
 * counted to the last.
 */
@ApplicationScoped
class Coalescing {

    private static final Logger LOG = Logger.getLogger(Coalescing.class);
    private static final long WINDOW_MILLIS = 10_000;
    private static final int MAX_WINDOWS = 20_000;
    /** So many different entries one log takes in a window. */
    private static final int MAX_OF_AN_OWNER = 200;
    /** So many of one kind by one actor. */
    private static final int MAX_OF_A_KIND = 20;

    private final Vertx vertx;
    private final EntryWriter writer;
    private final Map<Key, Window> open = new ConcurrentHashMap<>();
    private final Map<Object, Integer> openOf = new ConcurrentHashMap<>();

    Coalescing(Vertx vertx, EntryWriter writer) {
        this.vertx = vertx;
        this.writer = writer;
    }

    private record Kind(String owner, String actor, String action) {}

    private enum Extent {
        EQUAL,
        OF_ACTOR,
        OF_OWNER
    }

    private record Key(Kind kind, String what, Extent extent) {}

    private record Window(Scope scope, AuditEntry first, int reports) {

        Window again() {
            return new Window(scope, first, reports + 1);
        }
    }

    void report(Scope scope, AuditEntry entry, String what) {
        Key key = key(new Kind(owner(scope), entry.actorId(), entry.action()), what);
        Window window = open.compute(
                key, (same, known) -> known == null ? new Window(scope, standingFor(key, entry), 1) : known.again());
        if (window.reports() > 1) {
            return;
        }
        openOf.merge(key.kind(), 1, Integer::sum);
        openOf.merge(key.kind().owner(), 1, Integer::sum);
        if (key.extent() == Extent.EQUAL) {
            writer.write(scope, key.kind().owner(), entry);
        }
        vertx.setTimer(WINDOW_MILLIS, end -> close(key));
    }

    private Key key(Kind kind, String what) {
        Key exact = new Key(kind, what, Extent.EQUAL);
        if (open.containsKey(exact)) {
            return exact;
        }
        if (openOf.getOrDefault(kind.owner(), 0) >= MAX_OF_AN_OWNER || open.size() >= MAX_WINDOWS) {
            return new Key(new Kind(kind.owner(), "", kind.action()), "", Extent.OF_OWNER);
        }
        return openOf.getOrDefault(kind, 0) >= MAX_OF_A_KIND ? new Key(kind, "", Extent.OF_ACTOR) : exact;
    }

    private static AuditEntry standingFor(Key key, AuditEntry entry) {
        return switch (key.extent()) {
            case EQUAL -> entry;
            case OF_ACTOR -> MergedEntries.ofActor(entry);
            case OF_OWNER -> MergedEntries.ofMany(entry);
        };
    }

    private void close(Key key) {
        Window window = open.remove(key);
        if (window == null) {
            return;
        }
        openOf.computeIfPresent(key.kind(), (kind, count) -> count == 1 ? null : count - 1);
        openOf.computeIfPresent(key.kind().owner(), (owner, count) -> count == 1 ? null : count - 1);
        int unwritten = key.extent() == Extent.EQUAL ? window.reports() - 1 : window.reports();
        if (unwritten > 0) {
            writer.write(window.scope(), key.kind().owner(), window.first().times(unwritten));
        }
    }

    /** What was held back is written before the service ends. */
    void stop(@Observes @Priority(100) ShutdownEvent ignored) {
        open.keySet().forEach(this::close);
        if (!writer.finish()) {
            LOG.warn("Some audit entries were not written before the end");
        }
    }

    private static String owner(Scope scope) {
        return switch (scope) {
            case TenantContext tenant -> tenant.tenantId().wire();
            case PartnerContext partner -> partner.partnerId().wire();
            case PlatformContext ignored -> "platform";
        };
    }
}
