package io.scaiwave.tenancy.directory;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CheckReturnValue;
import io.scaiwave.tenancy.nats.Incoming;
import io.scaiwave.tenancy.nats.LiveSubscriptions;
import io.scaiwave.tenancy.nats.Subjects;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/**
 * Brings all entries of one kind: first from this service's own table, then by asking tenant-service for all and from
 * then on for changes, and at once by every event.
 */
@CheckReturnValue
public final class EntryFeed<E extends DirectoryEntry> {

    private static final Logger LOG = Logger.getLogger(EntryFeed.class);
    private static final OffsetDateTime BEGINNING = OffsetDateTime.of(2000, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
    /** Asked for again and again, because a change may commit later than its own time stamp says. */
    private static final Duration OVERLAP = Duration.ofSeconds(30);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final EntryKind<E> kind;
    private final Receiver<E> receiver;
    private final Ways ways;
    private final EntryTable<E> table;
    private final SharedTurns looks;
    private final ChangesOnly failures = new ChangesOnly();
    private volatile OffsetDateTime newest = BEGINNING;
    private volatile boolean filled;
    private Cancellable polling = () -> {};

    /** Takes each entry that comes, on whatever thread brings it. */
    public interface Receiver<E> {

        /** True if it was news. */
        @CanIgnoreReturnValue
        boolean accept(E entry);
    }

    /** How entries come, and where they are kept. */
    record Ways(DirectoryConfig config, DirectoryStore store, DirectorySource source, LiveSubscriptions live) {}

    EntryFeed(EntryKind<E> kind, Receiver<E> receiver, Ways ways) {
        this.kind = kind;
        this.receiver = receiver;
        this.ways = ways;
        this.table = new EntryTable<>(kind, ways.store());
        Duration poll = ways.config().poll();
        this.looks = new SharedTurns(this::look, poll.compareTo(BETWEEN_LOOKS) < 0 ? poll : BETWEEN_LOOKS);
    }

    public void start() {
        if (ways.config().source().isEmpty()) {
            return;
        }
        ways.live().subscribe(kind.subject(), this::onEvent);
        polling = table.load(receiver)
                .invoke(any -> filled = filled || any)
                .onFailure()
                .invoke(failure -> LOG.warnf("Table %s cannot be read yet: %s", kind.table(), failure.getMessage()))
                .onFailure()
                .recoverWithNull()
                .onItem()
                .transformToMulti(
                        loaded -> Multi.createFrom().ticks().every(ways.config().poll()))
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(tick -> Uni.createFrom().completionStage(looks::ask))
                .subscribe()
                .with(looked -> {}, failure -> LOG.errorf(failure, "The poll of %s stopped", kind.path()));
    }

    public void stop() {
        polling.cancel();
    }

    /** True once all of it was read, from the table or from tenant-service. */
    public boolean isFilled() {
        return filled || ways.config().source().isEmpty();
    }

    /**
     * Asks for changes now, beside the regular poll; however many ask, tenant-service is asked a few times a second.
     * Complete when it has answered, or has not.
     */
    public CompletableFuture<Void> refresh() {
        return ways.config().source().isEmpty() ? CompletableFuture.completedFuture(null) : looks.ask();
    }

    /** Audit entries are everybody's to publish: what they carry is not the registry's word. */
    private void onEvent(Incoming event) {
        if (Subjects.isAudit(event.subject())) {
            return;
        }
        if (event.cloudEvent() == null) {
            LOG.warnf("An event on %s cannot be read and is left out", event.subject());
        }
        event.data().filter(data -> data.containsKey(kind.mark())).ifPresent(data -> {
            try {
                E entry = kind.parse().apply(data);
                if (entry.id().wire().equals(event.owner()) && receiver.accept(entry)) {
                    table.save(List.of(entry))
                            .subscribe()
                            .with(saved -> {}, failure -> LOG.debugf("%s is saved later", entry.id()));
                }
            } catch (IllegalArgumentException e) {
                LOG.warnf("An event on %s holds no entry", event.subject());
            }
        });
    }

    private Uni<Void> look() {
        OffsetDateTime since = newest.equals(BEGINNING) ? BEGINNING : newest.minus(OVERLAP);
        return lookFrom(DirectoryPlace.since(since))
                .invoke(() -> filled = true)
                .chain(table::saveRest)
                .invoke(failures::clear)
                .onFailure()
                .invoke(this::warn);
    }

    private void warn(Throwable failure) {
        String said = failure.getClass().getSimpleName() + ": " + failure.getMessage();
        if (failures.isNews(said)) {
            LOG.warnf("%s is asked again until it answers: %s", kind.path(), said);
        }
    }

    private Uni<Void> lookFrom(DirectoryPlace place) {
        return ways.source().page(kind, place).flatMap(page -> {
            List<E> news = page.entries().stream().filter(receiver::accept).toList();
            page.entries().stream()
                    .map(DirectoryEntry::updatedAt)
                    .filter(newest::isBefore)
                    .forEach(time -> newest = time);
            DirectoryPlace next = page.next();
            return next == null ? table.save(news) : table.save(news).chain(() -> lookFrom(next));
        });
    }
}
