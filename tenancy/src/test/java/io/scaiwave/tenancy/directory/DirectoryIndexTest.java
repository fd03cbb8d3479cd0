package io.scaiwave.tenancy.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaiwave.tenancy.context.Isolation;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.id.TenantId;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

class DirectoryIndexTest {

    private static final String ISSUER = "https://idp.example";
    private static final List<TenantId> TENANTS = List.of(TenantId.random(), TenantId.random(), TenantId.random());
    private static final List<String> NAMES = List.of("acme", "bolt", "core", "none");
    private static final List<PartnerId> PARTNERS = List.of(PartnerId.random(), PartnerId.random());

    /** Few tenants and names, so that they meet often; version and time follow from the place in the list. */
    @Provide
    Arbitrary<List<TenantEntry>> histories() {
        Arbitrary<String> names = Arbitraries.of("acme", "bolt", "core");
        Arbitrary<TenantEntry> entries = Combinators.combine(
                        Arbitraries.of(TENANTS),
                        Arbitraries.of(PARTNERS),
                        names,
                        names.set().ofMaxSize(2),
                        names.injectNull(0.5))
                .as((tenant, partner, slug, former, external) -> entry(tenant, 0)
                        .partner(partner)
                        .slug(slug, former)
                        .external(external)
                        .made());
        return entries.list().ofMaxSize(12).map(DirectoryIndexTest::inOrder);
    }

    private static List<TenantEntry> inOrder(List<TenantEntry> drawn) {
        List<TenantEntry> history = new ArrayList<>();
        for (TenantEntry each : drawn) {
            history.add(Draft.of(each).version(history.size() + 1L).made());
        }
        return history;
    }

    @Property(tries = 2_000)
    void whatIsFoundDoesNotDependOnTheOrderOfArrival(
            @ForAll("histories") List<TenantEntry> history, @ForAll Random random) {
        DirectoryIndex index = new DirectoryIndex();
        List<TenantEntry> arriving = new ArrayList<>(history);
        arriving.addAll(history);
        Collections.shuffle(arriving, random);

        arriving.forEach(index::put);

        Map<TenantId, TenantEntry> newest = new HashMap<>();
        history.forEach(entry -> newest.put(entry.id(), entry));
        assertThat(index.size()).isEqualTo(newest.size());
        TENANTS.forEach(id -> assertThat(index.byId(id)).isEqualTo(Optional.ofNullable(newest.get(id))));
        for (String name : NAMES) {
            assertThat(index.bySlug(name)).isEqualTo(bySlug(newest, name));
            assertThat(index.byExternalId(ISSUER, name).isPresent())
                    .isEqualTo(newest.values().stream().anyMatch(entry -> hasExternal(entry, name)));
            assertThat(index.byExternalId("https://other.example", name)).isEmpty();
        }
        for (PartnerId partner : PARTNERS) {
            assertThat(index.ofPartner(partner))
                    .isEqualTo(Set.copyOf(newest.values().stream()
                            .filter(entry -> entry.partnerId().equals(partner))
                            .map(TenantEntry::id)
                            .toList()));
        }
    }

    private static Optional<TenantEntry> bySlug(Map<TenantId, TenantEntry> newest, String slug) {
        Comparator<TenantEntry> byTime = Comparator.comparing(TenantEntry::updatedAt);
        return newest.values().stream()
                .filter(entry -> entry.slug().equals(slug))
                .max(byTime)
                .or(() -> newest.values().stream()
                        .filter(entry -> entry.formerSlugs().contains(slug))
                        .max(byTime));
    }

    private static boolean hasExternal(TenantEntry entry, String id) {
        return id.equals(entry.externalIds().get(ISSUER));
    }

    @Property(tries = 2_000)
    void anIdentityProvidersIdNeverMovesFromAHolderThatKeepsIt(
            @ForAll("histories") List<TenantEntry> history, @ForAll Random random) {
        DirectoryIndex index = new DirectoryIndex();
        List<TenantEntry> arriving = new ArrayList<>(history);
        Collections.shuffle(arriving, random);

        for (TenantEntry next : arriving) {
            Map<String, TenantId> held = new HashMap<>();
            NAMES.forEach(name -> index.byExternalId(ISSUER, name).ifPresent(found -> held.put(name, found.id())));
            index.put(next);
            held.forEach((name, holder) -> {
                if (hasExternal(index.byId(holder).orElseThrow(), name)) {
                    assertThat(index.byExternalId(ISSUER, name).orElseThrow().id())
                            .isEqualTo(holder);
                }
            });
            NAMES.forEach(name -> index.byExternalId(ISSUER, name)
                    .ifPresent(found -> assertThat(hasExternal(found, name)).isTrue()));
        }
    }

    @Example
    void whoClaimsAnothersExternalIdGetsNothingAndDroppingItTakesNothingAway() {
        DirectoryIndex index = new DirectoryIndex();
        TenantId holder = TENANTS.getFirst();
        TenantId squatter = TENANTS.getLast();
        index.put(entry(holder, 1).external("ext").made());

        index.put(entry(squatter, 9).external("ext").made());
        Optional<TenantEntry> claimed = index.byExternalId(ISSUER, "ext");
        index.put(entry(squatter, 10).external(null).made());
        Optional<TenantEntry> dropped = index.byExternalId(ISSUER, "ext");

        assertThat(claimed).map(TenantEntry::id).contains(holder);
        assertThat(dropped).map(TenantEntry::id).contains(holder);
    }

    @Example
    void anExternalIdGoesToTheNextWhenItsHolderDropsIt() {
        DirectoryIndex index = new DirectoryIndex();
        index.put(entry(TENANTS.getFirst(), 1).external("ext").made());
        index.put(entry(TENANTS.getLast(), 2).external("ext").made());

        index.put(entry(TENANTS.getFirst(), 3).external(null).made());

        assertThat(index.byExternalId(ISSUER, "ext")).map(TenantEntry::id).contains(TENANTS.getLast());
    }

    @Example
    void onlyANewerVersionIsNews() {
        DirectoryIndex index = new DirectoryIndex();
        TenantId tenant = TENANTS.getFirst();

        assertThat(index.put(entry(tenant, 2).slug("second", Set.of()).made())).isTrue();
        assertThat(index.put(entry(tenant, 2).slug("again", Set.of()).made())).isFalse();
        assertThat(index.put(entry(tenant, 1).slug("first", Set.of()).made())).isFalse();
        assertThat(index.bySlug("first")).isEmpty();
        assertThat(index.bySlug("again")).isEmpty();
        assertThat(index.bySlug("second")).isPresent();
    }

    @Example
    void aFormerSlugLeadsToItsTenantUntilTheEntryDropsIt() {
        DirectoryIndex index = new DirectoryIndex();
        TenantId tenant = TENANTS.getFirst();
        index.put(entry(tenant, 1).slug("old", Set.of()).made());
        index.put(entry(tenant, 2).slug("new", Set.of("old")).made());

        assertThat(index.bySlug("old")).map(TenantEntry::slug).contains("new");

        index.put(entry(tenant, 3).slug("new", Set.of()).made());

        assertThat(index.bySlug("old")).isEmpty();
    }

    @Example
    void anEntryComesBackFromItsJson() {
        TenantEntry entry = entry(TENANTS.getFirst(), 7)
                .slug("new", Set.of("old"))
                .external("ext")
                .made();

        assertThat(TenantEntry.fromJson(new JsonObject(entry.toJson().encode())))
                .isEqualTo(entry);
    }

    private static Draft entry(TenantId tenant, long version) {
        return new Draft(tenant, PARTNERS.getFirst(), "slug", Set.of(), Map.of(), version);
    }

    private record Draft(
            TenantId tenant,
            PartnerId partner,
            String slug,
            Set<String> former,
            Map<String, String> externals,
            long version) {

        static Draft of(TenantEntry entry) {
            return new Draft(
                    entry.id(),
                    entry.partnerId(),
                    entry.slug(),
                    entry.formerSlugs(),
                    entry.externalIds(),
                    entry.version());
        }

        Draft partner(PartnerId other) {
            return new Draft(tenant, other, slug, former, externals, version);
        }

        Draft slug(String other, Set<String> formerOnes) {
            return new Draft(tenant, partner, other, formerOnes, externals, version);
        }

        Draft external(@Nullable String id) {
            return new Draft(tenant, partner, slug, former, id == null ? Map.of() : Map.of(ISSUER, id), version);
        }

        Draft version(long other) {
            return new Draft(tenant, partner, slug, former, externals, other);
        }

        TenantEntry made() {
            OffsetDateTime time = Instant.ofEpochSecond(1_800_000_000 + version).atOffset(ZoneOffset.UTC);
            return new TenantEntry(
                    tenant,
                    partner,
                    slug,
                    former,
                    "Name",
                    "active",
                    "active",
                    "free",
                    Isolation.SHARED,
                    "eu-west",
                    1,
                    1,
                    Map.of("max_rooms", 5L),
                    new JsonObject().put("x", true),
                    externals,
                    version,
                    time);
        }
    }
}
