package io.scaiwave.tenancy.directory;

import com.google.errorprone.annotations.CheckReturnValue;
import io.scaiwave.tenancy.id.TypedId;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** A feed's own table. What cannot be saved now is remembered, and saved when the rest is. */
@CheckReturnValue
final class EntryTable<E extends DirectoryEntry> {

    private static final UUID FIRST = new UUID(0, 0);
    private static final int MOST_AT_ONCE = 1_000;

    private final EntryKind<E> kind;
    private final DirectoryStore store;
    private final Map<TypedId, E> unsaved = new ConcurrentHashMap<>();

    EntryTable(EntryKind<E> kind, DirectoryStore store) {
        this.kind = kind;
        this.store = store;
    }

    /** Gives all there is to the receiver; true if there is anything. */
    Uni<Boolean> load(EntryFeed.Receiver<E> receiver) {
        return load(receiver, FIRST);
    }

    private Uni<Boolean> load(EntryFeed.Receiver<E> receiver, UUID after) {
        return store.page(kind, after).flatMap(page -> {
            page.forEach(receiver::accept);
            return DirectoryStore.isLast(page)
                    ? Uni.createFrom().item(!page.isEmpty() || !after.equals(FIRST))
                    : load(receiver, page.getLast().id().uuid());
        });
    }

    Uni<Void> save(List<E> entries) {
        entries.forEach(entry ->
                unsaved.merge(entry.id(), entry, (one, other) -> one.version() > other.version() ? one : other));
        return store(entries);
    }

    Uni<Void> saveRest() {
        return store(unsaved.values().stream().limit(MOST_AT_ONCE).toList());
    }

    private Uni<Void> store(List<E> entries) {
        return entries.isEmpty()
                ? Uni.createFrom().voidItem()
                : store.save(kind, entries).invoke(() -> entries.forEach(entry -> unsaved.remove(entry.id(), entry)));
    }
}
