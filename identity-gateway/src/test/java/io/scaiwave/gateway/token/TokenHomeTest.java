package io.scaiwave.gateway.token;

import static io.scaiwave.gateway.token.Trusted.VERIFIER;
import static io.scaiwave.gateway.token.Trusted.good;
import static io.scaiwave.gateway.token.Trusted.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaiwave.gateway.token.TokenRefused.Reason;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where a subject belongs and what it may be there: G-13, G-33. */
class TokenHomeTest {

    static Stream<Object> tenantsThatAreNone() {
        return Stream.of(
                "",
                " ",
                List.of(TestToken.TENANT),
                1,
                Map.of(),
                TestToken.TENANT.toUpperCase(java.util.Locale.ROOT),
                " " + TestToken.TENANT,
                TestToken.TENANT + "\n",
                TestToken.PARTNER,
                "tnt_81h455vb4pex5vsknk084sn02q",
                "acme",
                "018e455b-0000-7000-8000-000000000000");
    }

    @ParameterizedTest
    @MethodSource("tenantsThatAreNone")
    void aTenantClaimHasOneSpelling(Object tenant) {
        assertThat(refusal(good().claim("tenant_id", tenant).sign())).isEqualTo(Reason.CLAIMS);
    }

    @Test
    void aTenantRoleWithoutATenantIsRefused() {
        assertThat(refusal(good().without("tenant_id").sign())).isEqualTo(Reason.TENANT);
        assertThat(refusal(good().signPayload(good().payload().replace("\"" + TestToken.TENANT + "\"", "null"))))
                .isEqualTo(Reason.CLAIMS);
    }

    @Test
    void aRoleWeDoNotKnowGivesNothing() {
        VerifiedToken token = VERIFIER.verify(
                        good().claim("roles", List.of("root", "TENANT_ADMIN")).sign())
                .result();

        assertThat(token.grants().roles()).isEmpty();
        assertThat(token.grants().permissions()).isEmpty();
    }

    @Test
    void aTenantsSubjectHoldsNoRoleFromAbove() {
        assertThat(refusal(good().claim("roles", List.of("super_admin")).sign()))
                .isEqualTo(Reason.SCOPE);
        assertThat(refusal(good().claim("role", "partner_admin").sign())).isEqualTo(Reason.SCOPE);
        assertThat(refusal(good().without("tenant_id")
                        .claim("partner_id", TestToken.PARTNER)
                        .claim("roles", List.of("partner_admin", "super_admin"))
                        .sign()))
                .isEqualTo(Reason.SCOPE);
    }
}
