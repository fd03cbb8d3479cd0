package io.scaiwave.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.scaiwave.gateway.testing.DevTokens;
import io.scaiwave.gateway.testing.Edge;
import io.scaiwave.gateway.testing.Installation;
import io.scaiwave.gateway.testing.Rows;
import io.scaiwave.gateway.testing.Tenants;
import io.scaiwave.gateway.testing.Word;
import io.scaiwave.tenancy.directory.PartnerEntry;
import io.scaiwave.tenancy.directory.TenantDirectory;
import io.scaiwave.tenancy.directory.TenantEntry;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.nats.Subjects;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A partner's people are let in by what is known of their partner, whether or not it has a single tenant. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class PartnersWithoutTenantsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    @Inject
    PartnerDirectory partners;

    @Inject
    TenantDirectory tenants;

    private final PartnerId partner = PartnerId.random();
    private final String token = DevTokens.partner(partner, "pat");

    private static PartnerEntry entry(PartnerId partner, String status, long version) {
        return new PartnerEntry(partner, status, version, version, OffsetDateTime.now(ZoneOffset.UTC));
    }

    /** Told as by a poll; returns when the gateway has heard it. */
    private void tell(String status, long version) {
        Edge.tell(entry(partner, status, version));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(partners.heardOf(partner).map(PartnerEntry::version))
                        .contains(version));
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(Edge.json(answer).getString("code")).isEqualTo(code);
    }

    @Test
    void anActiveOneReads() {
        tell("active", 1);

        assertThat(Edge.get(token, "/v1/tenants").statusCode()).isEqualTo(200);
        assertThat(Edge.get(token, "/v1/me").statusCode()).isEqualTo(200);
    }

    @Test
    void aSuspendedOneIsToldSoAndComesBack() {
        tell("suspended", 2);
        assertRefused(Edge.get(token, "/v1/tenants"), 403, "SW_PARTNER_SUSPENDED");
        assertRefused(Edge.get(token, "/v1/me"), 403, "SW_PARTNER_SUSPENDED");

        tell("active", 3);

        assertThat(Edge.get(token, "/v1/tenants").statusCode()).isEqualTo(200);
    }

    @Test
    void aDeletedOneAndOneThatNeverWasAreNobodyAlike() {
        tell("active", 1);
        tell("deleted", 2);

        HttpResponse<String> deleted = Edge.get(token, "/v1/tenants");
        HttpResponse<String> never = Edge.get(DevTokens.partner(PartnerId.random(), "pat"), "/v1/tenants");

        assertRefused(deleted, 401, "SW_AUTH_INVALID_TOKEN");
        assertRefused(never, 401, "SW_AUTH_INVALID_TOKEN");
        assertThat(Edge.json(deleted).getString("detail"))
                .isEqualTo(Edge.json(never).getString("detail"));
    }

    @Test
    void oldNewsChangesNothing() {
        tell("suspended", 5);

        try (Word word = new Word()) {
            word.say(Subjects.partner(partner, "resumed"), entry(partner, "active", 4));
            assertHeardInOrder(word);
        } catch (Exception e) {
            throw new AssertionError(e);
        }

        assertRefused(Edge.get(token, "/v1/tenants"), 403, "SW_PARTNER_SUSPENDED");
    }

    /** Nobody waits for the poll: who was not heard of is asked for. */
    @Test
    void aNewOneIsUsableAtOnce() {
        for (int i = 0; i < 20; i++) {
            PartnerId fresh = PartnerId.random();
            Edge.tell(entry(fresh, "active", 1));

            assertThat(Edge.get(DevTokens.partner(fresh, "pat"), "/v1/tenants").statusCode())
                    .isEqualTo(200);
        }
    }

    /** From an address of their own, because such tokens count as bad ones there. */
    @Test
    void howeverManyUnknownOnesAskTenantServiceIsAskedAFewTimes() throws UnknownHostException {
        List<String> unknown = IntStream.range(0, 400)
                .mapToObj(i -> DevTokens.partner(PartnerId.random(), "pat"))
                .toList();
        try (HttpClient client = HttpClient.newBuilder()
                .localAddress(InetAddress.getByName("127.7.7.6"))
                .build()) {
            long before = Edge.partnerLooks();
            long start = System.nanoTime();

            List<CompletableFuture<Integer>> asked = unknown.stream()
                    .map(one -> client.sendAsync(
                                    Edge.request("/v1/tenants")
                                            .timeout(PATIENCE)
                                            .header("Authorization", "Bearer " + one)
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .thenApply(HttpResponse::statusCode))
                    .toList();

            assertThat(asked).allSatisfy(answer -> assertThat(answer.get(2, TimeUnit.MINUTES))
                    .isIn(401, 429));
            long most = 2 + Duration.ofNanos(System.nanoTime() - start).dividedBy(BETWEEN_LOOKS);
            assertThat(Edge.partnerLooks() - before).isLessThanOrEqualTo(most);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"suspended", "deleted"})
    void aStreamEndsWithItsPartner(String status) throws Exception {
        tell("active", 1);
        try (HttpClient client = HttpClient.newHttpClient();
                InputStream stream = client.send(
                                Edge.request("/v1/rooms/stream")
                                        .header("Authorization", "Bearer " + token)
                                        .build(),
                                HttpResponse.BodyHandlers.ofInputStream())
                        .body()) {
            assertThat(stream.read()).isEqualTo('d');

            try (Word word = new Word()) {
                word.say(Subjects.partner(partner, status), entry(partner, status, 2));

                assertThat(CompletableFuture.runAsync(() -> drain(stream))).succeedsWithin(PATIENCE);
            }
        }
    }

    private static void drain(InputStream stream) {
        try {
            while (stream.read() >= 0) {
                Thread.onSpinWait();
            }
        } catch (java.io.IOException cut) {
            assertThat(cut).isNotNull();
        }
    }

    /** Or a restarted gateway would believe what was true before. */
    @Test
    void whatCannotBeSavedWhenItComesIsSavedLater() throws Exception {
        tell("active", 1);
        Rows.run("REVOKE INSERT ON identity.partner_directory FROM identity_app");
        try (Word word = new Word()) {
            word.say(Subjects.partner(partner, "suspended"), entry(partner, "suspended", 2));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertRefused(Edge.get(token, "/v1/me"), 403, "SW_PARTNER_SUSPENDED"));
            long before = Edge.partnerLooks();
            await().atMost(PATIENCE).until(() -> Edge.partnerLooks() > before + 3);
        } finally {
            Rows.run("GRANT INSERT ON identity.partner_directory TO identity_app");
        }

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Rows.partnerEntry(partner)).contains("\"suspended\""));
    }

    /** Other services may write audit entries; whoever steals their credentials suspends nobody by that. */
    @Test
    void whatAnAuditEntryCarriesIsNotTheRegistrysWord() throws Exception {
        TenantEntry tenant = Edge.know(Tenants.of(partner, "t" + partner.wire().substring(20)), tenants);
        tell("active", 1);

        try (Word word = new Word()) {
            word.say(Subjects.partner(partner, "audit"), entry(partner, "suspended", 1_000_000));
            word.say(Subjects.tenant(tenant.id(), "tenant.audit"), Tenants.with(tenant, "suspended", "active"));
            assertHeardInOrder(word);
            TenantEntry later = Tenants.fresh();
            word.say(Subjects.tenant(later.id(), "tenant.updated"), later);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(tenants.byId(later.id())).isPresent());
        }

        assertThat(Edge.get(token, "/v1/tenants").statusCode()).isEqualTo(200);
        assertThat(Edge.get(DevTokens.user(tenant, "alice"), "/v1/rooms").statusCode())
                .isEqualTo(200);
    }

    /** What was said before has been heard when this has. */
    private void assertHeardInOrder(Word word) {
        PartnerId later = PartnerId.random();
        word.say(Subjects.partner(later, "created"), entry(later, "active", 1));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(partners.byId(later)).isPresent());
    }
}
