package io.scaiwave.room.wake;

import io.scaiwave.room.access.ParticipantId;
import io.scaiwave.tenancy.directory.TenantDirectory;
import io.scaiwave.tenancy.id.RoomId;
import io.scaiwave.tenancy.id.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Who waits, by tenant. A ring says no more than "look again": what a reader may see is decided by its next look in the
 * database. Lost rings cost time only, since every reader also looks by itself now and then.
 */
@ApplicationScoped
public class Wakeups {

    private final Map<TenantId, Set<Waiter>> waiting = new ConcurrentHashMap<>();
    private final AtomicInteger total = new AtomicInteger();
    private final WakeConfig config;
    private final WakeRelay others;

    public Wakeups(WakeConfig config, WakeRelay others, TenantDirectory directory) {
        this.config = config;
        this.others = others;
        others.listen(this::ring);
        directory.onChange(entry -> changed(entry.id()));
    }

    /** A bell of one's own, or empty when so many wait already that this one should come back later. */
    public Optional<Waiter> join(TenantId tenant) {
        if (waiting(tenant) >= config.maxWaitersPerTenant() || total.get() >= config.maxWaiters()) {
            return Optional.empty();
        }
        Waiter waiter = new Waiter(gone -> leave(tenant, gone));
        total.incrementAndGet();
        // Inside compute, so that the last one leaving cannot take the set away in between.
        waiting.compute(tenant, (ignored, present) -> {
            Set<Waiter> all = present == null ? ConcurrentHashMap.newKeySet() : present;
            all.add(waiter);
            return all;
        });
        return Optional.of(waiter);
    }

    private void leave(TenantId tenant, Waiter waiter) {
        waiting.computeIfPresent(tenant, (ignored, all) -> {
            if (all.remove(waiter)) {
                total.decrementAndGet();
            }
            return all.isEmpty() ? null : all;
        });
    }

    /** How many readers of a tenant wait at the moment. */
    public int waiting(TenantId tenant) {
        return waiting.getOrDefault(tenant, Set.of()).size();
    }

    /** Everything about the tenant may be different now: each of its waiting readers looks, and is judged, anew. */
    void changed(TenantId tenant) {
        waiting.getOrDefault(tenant, Set.of()).forEach(Waiter::ring);
    }

    /** A room has new events. */
    public void happened(TenantId tenant, RoomId room) {
        tell(tenant, room.wire());
    }

    /** A participant came into a room that its waiting readers do not know of yet. */
    public void joined(TenantId tenant, ParticipantId participant) {
        tell(tenant, participant.wire());
    }

    private void tell(TenantId tenant, String key) {
        ring(tenant, key);
        others.tell(tenant, key);
    }

    private void ring(TenantId tenant, String key) {
        waiting.getOrDefault(tenant, Set.of()).forEach(waiter -> waiter.ring(key));
    }
}
