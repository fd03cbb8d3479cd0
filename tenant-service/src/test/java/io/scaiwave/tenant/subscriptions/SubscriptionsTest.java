package io.scaiwave.tenant.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenant.testing.Callers;
import io.scaiwave.tenant.testing.Database;
import io.scaiwave.tenant.testing.Installation;
import io.scaiwave.tenant.testing.Rest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Installation.class)
class SubscriptionsTest {

    private final String admin = Callers.partnerAdmin(Callers.INTERNAL);

    @Inject
    Subscriptions subscriptions;

    private TenantId endingIn(Duration left) {
        TenantId id = Rest.activeTenant(Callers.INTERNAL);
        expires(id, Instant.now().plus(left).toString()).then().statusCode(200);
        return id;
    }

    private Response expires(TenantId id, @Nullable String time) {
        String tag = Rest.get(admin, "/v1/tenants/" + id).header("ETag");
        return Rest.patch(admin, "/v1/tenants/" + id, tag, Collections.singletonMap("subscription_expires_at", time));
    }

    /** Several at once, as replicas would. */
    private void look() {
        Uni.join()
                .all(subscriptions.look(), subscriptions.look(), subscriptions.look())
                .andCollectFailures()
                .await()
                .atMost(Duration.ofSeconds(60));
    }

    private static List<String> notices(TenantId id) {
        return Database.read(
                "SELECT payload #>> '{data,notice}' FROM tenant.outbox WHERE tenant_id = ?"
                        + " AND payload ->> 'type' = 'swp.tenant.subscription' ORDER BY ordering, id",
                id.uuid());
    }

    private String status(TenantId id) {
        return Rest.get(admin, "/v1/tenants/" + id).path("data.status");
    }

    @Test
    void eachNoticeIsToldOnceInItsTime() {
        TenantId week = endingIn(Duration.ofDays(6));
        TenantId days = endingIn(Duration.ofHours(50));
        TenantId tomorrow = endingIn(Duration.ofHours(5));
        TenantId over = endingIn(Duration.ofHours(-5));
        TenantId later = endingIn(Duration.ofDays(8));

        look();
        look();

        assertThat(notices(week)).containsExactly("seven_days_left");
        assertThat(notices(days)).containsExactly("three_days_left");
        assertThat(notices(tomorrow)).containsExactly("one_day_left");
        assertThat(notices(over)).containsExactly("expired");
        assertThat(notices(later)).isEmpty();
        assertThat(List.of(status(week), status(over))).containsOnly("active");
    }

    @Test
    void aProlongedSubscriptionIsToldAnew() {
        TenantId id = endingIn(Duration.ofHours(5));
        look();
        expires(id, Instant.now().plus(Duration.ofDays(300)).toString());
        look();
        expires(id, Instant.now().plus(Duration.ofDays(5)).toString());
        look();

        assertThat(notices(id)).containsExactly("one_day_left", "seven_days_left");
    }

    @Test
    void afterItsGraceATenantIsSuspendedAndComesBackOnlyWhenItIsProlonged() {
        TenantId id = endingIn(Duration.ofDays(-15));
        look();

        Response suspended = Rest.get(admin, "/v1/tenants/" + id);
        Response early = Rest.post(admin, "/v1/tenants/" + id + "/resume");
        expires(id, null).then().statusCode(200);
        Response resumed = Rest.post(admin, "/v1/tenants/" + id + "/resume");

        assertThat(suspended.<String>path("data.status")).isEqualTo("suspended");
        assertThat(suspended.<String>path("data.status_reason")).startsWith("The subscription ended on 2");
        Rest.assertProblem(early, 409, "SW_STATE_CONFLICT");
        assertThat(early.<String>path("detail")).contains("subscription_expires_at");
        resumed.then().statusCode(200);
        assertThat(Database.read(
                        "SELECT entry ->> 'actor_type' FROM tenant.audit_log WHERE tenant_id = ?"
                                + " AND entry ->> 'action' = 'tenant.suspend'",
                        id.uuid()))
                .containsExactly("service");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tomorrow",
                "2026-13-01T00:00:00Z",
                "2026-12-01",
                "1999-01-01T00:00:00Z",
                "+12026-01-01T00:00:00Z"
            })
    void whatIsNoTimeIsRefusedByName(String sent) {
        TenantId id = Rest.activeTenant(Callers.INTERNAL);

        Response refused = expires(id, sent);

        Rest.assertProblem(refused, 400, "SW_VALIDATION");
        assertThat(refused.<List<String>>path("errors.field")).containsExactly("subscription_expires_at");
        assertThat(Rest.get(admin, "/v1/tenants/" + id).<Map<String, Object>>path("data"))
                .containsEntry("subscription_expires_at", null);
    }
}
