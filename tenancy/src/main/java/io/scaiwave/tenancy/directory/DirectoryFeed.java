package io.scaiwave.tenancy.directory;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.scaiwave.tenancy.nats.Incoming;
import io.scaiwave.tenancy.nats.LiveSubscriptions;
import io.scaiwave.tenancy.nats.Subjects;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Fills the directory: first from its own table, then by asking tenant-service for all and from then on for changes, and
 * at once by every lifecycle event.
 */
@ApplicationScoped
public class DirectoryFeed {

    private static final Logger LOG = Logger.getLogger(DirectoryFeed.class);
    private static final UUID FIRST = new UUID(0, 0);
    private static final OffsetDateTime BEGINNING = OffsetDateTime.of(2000, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
    /** Asked for again and again, because a change may commit later than its own time stamp says. */
    private static final Duration OVERLAP = Duration.ofSeconds(30);

    private final TenantDirectory directory;
    private final DirectoryStore store;
    private final DirectorySource source;
    private final DirectoryConfig config;
    private final LiveSubscriptions live;
    private volatile OffsetDateTime newest = BEGINNING;
    private volatile boolean filled;
    private Cancellable polling = () -> {};

    DirectoryFeed(
            TenantDirectory directory,
            DirectoryStore store,
            DirectorySource source,
            DirectoryConfig config,
            LiveSubscriptions live) {
        this.directory = directory;
        this.store = store;
        this.source = source;
        this.config = config;
        this.live = live;
    }

    void start(@Observes StartupEvent ignored) {
        if (config.source().isEmpty()) {
            return;
        }
        live.subscribe(Subjects.everyTenantsLifecycle(), this::onEvent);
        polling = loadOwn(FIRST)
                .onFailure()
                .invoke(failure -> LOG.warnf("The directory's own table cannot be read yet: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull()
                .onItem()
                .transformToMulti(loaded -> Multi.createFrom().ticks().every(config.poll()))
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(tick -> poll())
                .subscribe()
                .with(polled -> {}, failure -> LOG.error("The directory's poll stopped", failure));
    }

    void stop(@Observes ShutdownEvent ignored) {
        polling.cancel();
    }

    /** True once all of it was read, from the table or from tenant-service. */
    public boolean isFilled() {
        return filled || config.source().isEmpty();
    }

    private void onEvent(Incoming event) {
        event.data().filter(data -> data.containsKey("partner_status")).ifPresent(data -> {
            try {
                TenantEntry entry = TenantEntry.fromJson(data);
                if (entry.id().wire().equals(event.owner()) && directory.accept(entry)) {
                    save(List.of(entry));
                }
            } catch (IllegalArgumentException e) {
                LOG.warnf("An event on %s holds no tenant entry", event.subject());
            }
        });
    }

    private void save(List<TenantEntry> entries) {
        store.save(entries)
                .subscribe()
                .with(saved -> {}, failure -> LOG.debug("Entries are saved by the next poll", failure));
    }

    private Uni<Void> loadOwn(UUID after) {
        return store.page(after).flatMap(page -> {
            page.forEach(directory::accept);
            if (DirectoryStore.isLast(page)) {
                filled = filled || directory.size() > 0;
                return Uni.createFrom().voidItem();
            }
            return loadOwn(page.getLast().id().uuid());
        });
    }

    private Uni<Boolean> poll() {
        OffsetDateTime since = newest.equals(BEGINNING) ? BEGINNING : newest.minus(OVERLAP);
        return pollFrom(since, FIRST)
                .invoke(() -> filled = true)
                .replaceWith(true)
                .onFailure()
                .invoke(failure -> LOG.debugf("The directory is polled again later: %s", failure.getMessage()))
                .onFailure()
                .recoverWithItem(false);
    }

    private Uni<Void> pollFrom(OffsetDateTime since, UUID after) {
        return source.page(since, after).flatMap(page -> {
            List<TenantEntry> news = page.stream().filter(directory::accept).toList();
            page.stream().map(TenantEntry::updatedAt).filter(newest::isBefore).forEach(time -> newest = time);
            Uni<Void> saved = news.isEmpty() ? Uni.createFrom().voidItem() : store.save(news);
            TenantEntry last = page.isEmpty() ? null : page.getLast();
            return last == null || source.isLast(page)
                    ? saved
                    : saved.flatMap(done -> pollFrom(last.updatedAt(), last.id().uuid()));
        });
    }
}
