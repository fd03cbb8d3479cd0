package io.scaiwave.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.scaiwave.gateway.testing.DevTokens;
import io.scaiwave.gateway.testing.Edge;
import io.scaiwave.gateway.testing.NobodyKnown;
import io.scaiwave.gateway.testing.Tenants;
import io.scaiwave.tenancy.id.PartnerId;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is not known yet may well exist: nobody is told that its token is bad. */
@QuarkusTest
@QuarkusTestResource(value = NobodyKnown.class, restrictToAnnotatedClass = true)
class BeforeAnybodyIsKnownTest {

    @Test
    void whoeverIsNotKnownIsAskedToComeAgain() {
        List<String> tokens =
                List.of(DevTokens.partner(PartnerId.random(), "pat"), DevTokens.user(Tenants.fresh(), "alice"));

        for (String token : tokens) {
            HttpResponse<String> answer = Edge.get(token, "/v1/me");

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
            assertThat(Edge.json(answer).getString("code")).isEqualTo("SW_DEPENDENCY_DOWN");
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        }
    }

    @Test
    void thePlatformsOwnPeopleNeedNobodyToBeKnown() {
        assertThat(Edge.get(DevTokens.superAdmin("root"), "/v1/me").statusCode())
                .isEqualTo(200);
    }
}
