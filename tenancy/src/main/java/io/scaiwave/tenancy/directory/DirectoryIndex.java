package io.scaiwave.tenancy.directory;

import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.id.TenantId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * All entries in memory, by each name a tenant may be asked for. A newer version replaces an older one, never back.
 * Slugs are kept with everyone who claims them, so that what is found does not depend on the order of arrival. A
 * provider's id of a tenant decides whose people somebody is: it stays with its first holder until that one drops it.
 */
final class DirectoryIndex {

    private static final Logger LOG = Logger.getLogger(DirectoryIndex.class);
    private static final Comparator<TenantEntry> LATEST = Comparator.comparing(TenantEntry::updatedAt)
            .thenComparing(entry -> entry.id().uuid());

    private final Map<TenantId, TenantEntry> byId = new ConcurrentHashMap<>();
    private final Map<String, Set<TenantId>> bySlug = new ConcurrentHashMap<>();
    private final Map<ExternalName, List<TenantId>> byExternalId = new ConcurrentHashMap<>();

    private record ExternalName(String issuer, String id) {}

    /** True if the entry was news. */
    synchronized boolean put(TenantEntry entry) {
        TenantEntry before = byId.get(entry.id());
        if (before != null && before.version() >= entry.version()) {
            return false;
        }
        // Claims first and releases last: a reader meets the old entry or the new one, never none.
        slugs(entry).forEach(slug -> claim(bySlug, slug, entry.id()));
        externals(entry).forEach(name -> queue(name, entry.id()));
        byId.put(entry.id(), entry);
        if (before != null) {
            Set<String> slugs = slugs(entry).collect(Collectors.toSet());
            slugs(before).filter(not(slugs)).forEach(slug -> release(bySlug, slug, entry.id()));
            Set<ExternalName> names = externals(entry).collect(Collectors.toSet());
            externals(before).filter(not(names)).forEach(name -> leave(name, entry.id()));
        }
        return true;
    }

    private static <K> Predicate<K> not(Set<K> kept) {
        return key -> !kept.contains(key);
    }

    private static <K> void claim(Map<K, Set<TenantId>> names, K name, TenantId tenant) {
        names.merge(name, Set.of(tenant), (some, one) -> Stream.concat(some.stream(), one.stream())
                .collect(Collectors.toUnmodifiableSet()));
    }

    /** Behind those who hold it already. The registry gives a name to one tenant only, so a second one is odd. */
    private void queue(ExternalName name, TenantId tenant) {
        List<TenantId> holders = byExternalId.getOrDefault(name, List.of());
        if (holders.contains(tenant)) {
            return;
        }
        if (!holders.isEmpty()) {
            LOG.errorf(
                    "An identity provider's id of %s is claimed by %s too; it stays where it is",
                    holders.getFirst(), tenant);
        }
        byExternalId.put(
                name, Stream.concat(holders.stream(), Stream.of(tenant)).toList());
    }

    private void leave(ExternalName name, TenantId tenant) {
        byExternalId.computeIfPresent(name, (key, holders) -> {
            List<TenantId> rest =
                    holders.stream().filter(one -> !one.equals(tenant)).toList();
            return rest.isEmpty() ? null : rest;
        });
    }

    private static <K> void release(Map<K, Set<TenantId>> names, K name, TenantId tenant) {
        names.computeIfPresent(name, (key, some) -> {
            Set<TenantId> rest =
                    some.stream().filter(one -> !one.equals(tenant)).collect(Collectors.toUnmodifiableSet());
            return rest.isEmpty() ? null : rest;
        });
    }

    Optional<TenantEntry> byId(TenantId id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** A current slug wins over another tenant's former one. */
    Optional<TenantEntry> bySlug(String slug) {
        return among(
                bySlug.getOrDefault(slug, Set.of()),
                Comparator.<TenantEntry, Boolean>comparing(entry -> entry.slug().equals(slug))
                        .thenComparing(LATEST));
    }

    Optional<TenantEntry> byExternalId(String issuer, String id) {
        List<TenantId> holders = byExternalId.getOrDefault(new ExternalName(issuer, id), List.of());
        return holders.stream().findFirst().flatMap(this::byId);
    }

    private Optional<TenantEntry> among(Set<TenantId> claimants, Comparator<TenantEntry> order) {
        if (claimants.size() == 1) {
            return byId(claimants.iterator().next());
        }
        return claimants.stream().map(byId::get).filter(Objects::nonNull).max(order);
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
