package io.scaiwave.tenancy.directory;

import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.id.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * All tenants as this service knows them. Looking up never waits and never asks anybody; changes arrive by event,
 * within milliseconds, or by the next poll when NATS is down.
 */
@ApplicationScoped
public class TenantDirectory {

    private final DirectoryIndex index = new DirectoryIndex();
    private final List<Consumer<TenantEntry>> listeners = new CopyOnWriteArrayList<>();

    public Optional<TenantEntry> byId(TenantId id) {
        return index.byId(id);
    }

    /** By current or former slug. */
    public Optional<TenantEntry> bySlug(String slug) {
        return index.bySlug(slug);
    }

    /** By what an identity provider calls the tenant. */
    public Optional<TenantEntry> byExternalId(String issuer, String id) {
        return index.byExternalId(issuer, id);
    }

    public Set<TenantId> ofPartner(PartnerId partner) {
        return index.ofPartner(partner);
    }

    public int size() {
        return index.size();
    }

    /** Calls the listener with every entry that is news, on whatever thread brought it; it must be quick. */
    public void onChange(Consumer<TenantEntry> listener) {
        listeners.add(listener);
    }

    /** True if the entry was news. */
    boolean accept(TenantEntry entry) {
        boolean news = index.put(entry);
        if (news) {
            listeners.forEach(listener -> listener.accept(entry));
        }
        return news;
    }
}
