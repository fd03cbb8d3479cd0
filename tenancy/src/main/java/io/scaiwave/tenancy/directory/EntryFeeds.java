package io.scaiwave.tenancy.directory;

import io.scaiwave.tenancy.nats.LiveSubscriptions;
import jakarta.enterprise.context.ApplicationScoped;

/** Makes a feed for each kind of entries that this service keeps. */
@ApplicationScoped
public class EntryFeeds {

    private final EntryFeed.Ways ways;

    EntryFeeds(DirectoryConfig config, DirectoryStore store, DirectorySource source, LiveSubscriptions live) {
        this.ways = new EntryFeed.Ways(config, store, source, live);
    }

    public <E extends DirectoryEntry> EntryFeed<E> of(EntryKind<E> kind, EntryFeed.Receiver<E> receiver) {
        return new EntryFeed<>(kind, receiver, ways);
    }
}
