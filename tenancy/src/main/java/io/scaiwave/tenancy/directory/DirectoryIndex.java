package io.scaiwave.tenancy.directory;

import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.id.TenantId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All entries in memory, by each name a tenant may be asked for. A newer version replaces an older one, never back. */
final class DirectoryIndex {

    private final Map<TenantId, TenantEntry> byId = new ConcurrentHashMap<>();
    private final Map<String, TenantId> bySlug = new ConcurrentHashMap<>();
    private final Map<ExternalName, TenantId> byExternalId = new ConcurrentHashMap<>();

    private record ExternalName(String issuer, String id) {}

    /** True if the entry was news. */
    synchronized boolean put(TenantEntry entry) {
        TenantEntry before = byId.get(entry.id());
        if (before != null && before.version() >= entry.version()) {
            return false;
        }
        if (before != null) {
            slugs(before).forEach(slug -> bySlug.remove(slug, before.id()));
            externals(before).forEach(name -> byExternalId.remove(name, before.id()));
        }
        byId.put(entry.id(), entry);
        // A current slug wins over another tenant's former one, whatever the order of arrival.
        entry.formerSlugs().forEach(slug -> bySlug.putIfAbsent(slug, entry.id()));
        bySlug.put(entry.slug(), entry.id());
        externals(entry).forEach(name -> byExternalId.put(name, entry.id()));
        return true;
    }

    Optional<TenantEntry> byId(TenantId id) {
        return Optional.ofNullable(byId.get(id));
    }

    Optional<TenantEntry> bySlug(String slug) {
        return Optional.ofNullable(bySlug.get(slug)).flatMap(this::byId);
    }

    Optional<TenantEntry> byExternalId(String issuer, String id) {
        return Optional.ofNullable(byExternalId.get(new ExternalName(issuer, id)))
                .flatMap(this::byId);
    }

    Set<TenantId> ofPartner(PartnerId partner) {
        return byId.values().stream()
                .filter(entry -> entry.partnerId().equals(partner))
                .map(TenantEntry::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    int size() {
        return byId.size();
    }

    private static Stream<String> slugs(TenantEntry entry) {
        return Stream.concat(Stream.of(entry.slug()), entry.formerSlugs().stream());
    }

    private static Stream<ExternalName> externals(TenantEntry entry) {
        return entry.externalIds().entrySet().stream().map(id -> new ExternalName(id.getKey(), id.getValue()));
    }
}
