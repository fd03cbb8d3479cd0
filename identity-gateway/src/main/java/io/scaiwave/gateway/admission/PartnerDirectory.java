package io.scaiwave.gateway.admission;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.scaiwave.tenancy.directory.EntryFeed;
import io.scaiwave.tenancy.directory.EntryFeeds;
import io.scaiwave.tenancy.directory.EntryKind;
import io.scaiwave.tenancy.directory.PartnerEntry;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.nats.Subjects;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** All partners as this gateway knows them. Looking up never waits; whoever finds nobody may ask for news. */
@ApplicationScoped
public class PartnerDirectory {

    private static final EntryKind<PartnerEntry> PARTNERS = new EntryKind<>(
            "/internal/v1/directory/partners",
            Subjects.everyPartnersLifecycle(),
            "epoch",
            "partner_directory",
            "partner_id",
            PartnerEntry::fromJson);

    private final Map<PartnerId, PartnerEntry> byId = new ConcurrentHashMap<>();
    private final EntryFeed<PartnerEntry> feed;

    PartnerDirectory(EntryFeeds feeds) {
        this.feed = feeds.of(PARTNERS, this::accept);
    }

    void start(@Observes StartupEvent ignored) {
        feed.start();
    }

    void stop(@Observes ShutdownEvent ignored) {
        feed.stop();
    }

    /** Empty for a partner that is no more, as for one that never was. */
    Optional<PartnerEntry> byId(PartnerId id) {
        return heardOf(id).filter(partner -> !partner.isDeleted());
    }

    boolean isFilled() {
        return feed.isFilled();
    }

    /** The last that was heard, that it was deleted included. */
    Optional<PartnerEntry> heardOf(PartnerId id) {
        return Optional.ofNullable(byId.get(id));
    }

    CompletableFuture<Void> refresh() {
        return feed.refresh();
    }

    /** A newer version replaces an older one, never back; who is deleted stays here as such. */
    private boolean accept(PartnerEntry entry) {
        AtomicBoolean news = new AtomicBoolean();
        byId.compute(entry.id(), (id, known) -> {
            boolean newer = known == null || known.version() < entry.version();
            news.set(newer);
            return newer ? entry : known;
        });
        return news.get();
    }
}
