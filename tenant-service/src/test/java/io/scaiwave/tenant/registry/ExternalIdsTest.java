package io.scaiwave.tenant.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenant.testing.Callers;
import io.scaiwave.tenant.testing.Installation;
import io.scaiwave.tenant.testing.Rest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Installation.class)
class ExternalIdsTest {

    private static final String SHARED = "https://idp.everybody.example";
    private static final int AT_ONCE = 8;

    private final String admin = Callers.superAdmin();

    @Test
    void anIdAtAnIssuerBelongsToOneTenantOfThePlatform() {
        String company = company();
        PartnerId other = Rest.partner();
        TenantId holder = Rest.activeTenant(Callers.INTERNAL);
        TenantId sibling = Rest.activeTenant(Callers.INTERNAL);
        TenantId stranger = Rest.activeTenant(other);

        name(admin, holder, SHARED, company).then().statusCode(200);
        Response bySibling = name(admin, sibling, SHARED, company);
        Response byStranger = name(admin, stranger, SHARED, company);
        Response created = Rest.post(
                admin,
                "/v1/tenants",
                Map.of("name", "A", "slug", Rest.freshSlug(), "external_ids", Map.of(SHARED, company)));

        for (Response refused : List.of(bySibling, byStranger, created)) {
            Rest.assertProblem(refused, 409, "SW_EXTERNAL_ID_TAKEN");
            assertThat(refused.<List<String>>path("errors.field")).containsExactly("external_ids");
        }
        assertThat(said(bySibling)).isEqualTo(said(byStranger)).isEqualTo(said(created));
        assertThat(externalIds(holder)).containsEntry(SHARED, company);
        assertThat(externalIds(stranger)).isEmpty();
    }

    @Test
    void anIdThatIsGivenUpMayBeTaken() {
        String company = company();
        TenantId first = Rest.activeTenant(Callers.INTERNAL);
        TenantId second = Rest.activeTenant(Rest.partner());
        name(admin, first, SHARED, company).then().statusCode(200);

        name(admin, first, SHARED, null).then().statusCode(200);
        Response taken = name(admin, second, SHARED, company);

        taken.then().statusCode(200);
        Rest.assertProblem(name(admin, first, SHARED, company), 409, "SW_EXTERNAL_ID_TAKEN");
        name(admin, second, SHARED, company).then().statusCode(200);
    }

    @Test
    void ofManyWhoNameAnIdAtOnceOneGetsIt() throws Exception {
        String company = company();
        List<TenantId> tenants = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            tenants.add(Rest.activeTenant(Callers.INTERNAL));
        }

        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Callable<Integer>> calls = tenants.stream()
                    .map(tenant -> (Callable<Integer>)
                            () -> name(admin, tenant, SHARED, company).statusCode())
                    .toList();
            for (Future<Integer> answer : callers.invokeAll(calls)) {
                statuses.add(answer.get());
            }
        }

        assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 409);
        assertThat(tenants.stream().filter(tenant -> externalIds(tenant).containsKey(SHARED)))
                .hasSize(1);
    }

    @Test
    void aPartnerNamesNoIdsAtAnIssuerThatIsNotItsOwn() {
        PartnerId partner = Rest.partner();
        String partnerAdmin = Callers.partnerAdmin(partner);
        TenantId tenant = Rest.activeTenant(partner);
        String taken = company();
        name(admin, Rest.activeTenant(Callers.INTERNAL), SHARED, taken).then().statusCode(200);

        Response free = name(partnerAdmin, tenant, SHARED, company());
        Response held = name(partnerAdmin, tenant, SHARED, taken);
        Response created = Rest.post(
                partnerAdmin,
                "/v1/tenants",
                Map.of("name", "A", "slug", Rest.freshSlug(), "external_ids", Map.of(SHARED, taken)));

        for (Response refused : List.of(free, held, created)) {
            Rest.assertProblem(refused, 403, "SW_AUTH_INSUFFICIENT_PERMISSION");
            assertThat(refused.<List<String>>path("errors.field")).containsExactly("external_ids");
        }
        assertThat(said(held)).isEqualTo(said(free));
        assertThat(externalIds(tenant)).isEmpty();
    }

    @Test
    void aPartnerNamesIdsAtItsOwnIssuerAndGivesUpWhatThePlatformNamed() {
        String partnerAdmin = Callers.partnerAdmin(Callers.INTERNAL);
        TenantId tenant = Rest.activeTenant(Callers.INTERNAL);
        name(admin, tenant, SHARED, company()).then().statusCode(200);

        name(partnerAdmin, tenant, Installation.PARTNER_ISSUER, company())
                .then()
                .statusCode(200);
        assertThat(externalIds(tenant)).containsOnlyKeys(SHARED, Installation.PARTNER_ISSUER);
        name(partnerAdmin, tenant, SHARED, null).then().statusCode(200);
        assertThat(externalIds(tenant)).containsOnlyKeys(Installation.PARTNER_ISSUER);

        PartnerId other = Rest.partner();
        Rest.assertProblem(
                name(Callers.partnerAdmin(other), Rest.activeTenant(other), Installation.PARTNER_ISSUER, company()),
                403,
                "SW_AUTH_INSUFFICIENT_PERMISSION");
    }

    private static String company() {
        return UUID.randomUUID().toString();
    }

    private Response name(String token, TenantId tenant, String issuer, @Nullable String id) {
        Map<String, @Nullable Object> ids = new HashMap<>();
        ids.put(issuer, id);
        String tag = Rest.get(admin, "/v1/tenants/" + tenant).header("ETag");
        return Rest.patch(token, "/v1/tenants/" + tenant, tag, Map.of("external_ids", ids));
    }

    private Map<String, String> externalIds(TenantId tenant) {
        return Rest.get(admin, "/v1/tenants/" + tenant).path("data.external_ids");
    }

    /** All of a refusal that does not name the request. */
    private static List<String> said(Response refused) {
        return List.of(
                refused.path("code"), refused.path("title"), refused.path("detail"), refused.path("errors") + "");
    }
}
