package io.scaiwave.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaiwave.gateway.edge.RouteTable.Access;
import io.scaiwave.gateway.edge.RouteTable.Upstream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be reached from outside, and where it goes. */
class RouteTableTest {

    @ParameterizedTest
    @CsvSource({
        "/v1/tenants,TENANT_SERVICE",
        "/v1/tenants/tnt_x/limits,TENANT_SERVICE",
        "/v1/admin/partners/prt_x/usage,TENANT_SERVICE",
        "/v1/rooms/room_x/send,ROOM_SERVICE",
        "/v1/me,IDENTITY",
        "/v1/me/invites/x/accept,ROOM_SERVICE",
        "/v1/auth/register,IDENTITY"
    })
    void theLongestPrefixOfWholeSegmentsDecides(String path, Upstream upstream) {
        assertThat(RouteTable.find(path)).map(RouteTable.Route::upstream).contains(upstream);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/v1",
                "/v1/",
                "/v1/roomsx",
                "/v1/room",
                "/V1/rooms",
                "/v1/Rooms",
                "/q/health",
                "/q/metrics",
                "/q/dev",
                "/q/openapi",
                "/openapi",
                "/internal/v1/directory",
                "/v1/internal",
                "/v1/quotas/reservations",
                "/metrics",
                "/t/acme/v1/rooms",
                "/openapi.jsonx"
            })
    void nothingElseExists(String path) {
        assertThat(RouteTable.find(path)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/.well-known/jwks.json", "/openapi.json", "/docs", "/docs/index.html", "/v1/auth/config"})
    void onlyTheseNeedNoToken(String path) {
        assertThat(RouteTable.find(path)).map(RouteTable.Route::access).contains(Access.OPEN);
    }

    @Test
    void signingUpNeedsAToken() {
        assertThat(RouteTable.find("/v1/auth/register"))
                .map(RouteTable.Route::access)
                .contains(Access.TOKEN);
    }
}
