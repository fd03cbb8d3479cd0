package io.scaiwave.gateway.token;

import static io.scaiwave.gateway.token.TestIssuer.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.id.TenantId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An issuer speaks for what it was registered for, and for nothing else. */
class IssuerScopeTest {

    private static final TestKey KEY = TestKey.of("k1", Algorithm.EDDSA);
    private static final IssuerScope PARTNER = new IssuerScope.OfPartner(PartnerId.parse(TestToken.PARTNER));
    private static final IssuerScope TENANT = new IssuerScope.OfTenant(TenantId.parse(TestToken.TENANT));

    private static boolean believed(IssuerScope scope, TestToken token) {
        return TestIssuer.verifier(scope, KEY).verify(token.sign()).succeeded();
    }

    private static TestToken ofTenant(String tenant, String role) {
        return TestToken.good(KEY, NOW).claim("tenant_id", tenant).claim("roles", List.of(role));
    }

    private static TestToken ofPartner(String partner, String role) {
        return TestToken.good(KEY, NOW)
                .without("tenant_id")
                .claim("partner_id", partner)
                .claim("roles", List.of(role));
    }

    private static TestToken ofPlatform() {
        return TestToken.good(KEY, NOW).without("tenant_id").claim("roles", List.of("super_admin"));
    }

    @Test
    void aPlatformIssuerSpeaksForAll() {
        assertThat(believed(new IssuerScope.OfPlatform(), ofPlatform())).isTrue();
        assertThat(believed(new IssuerScope.OfPlatform(), ofPartner(TestToken.PARTNER, "partner_admin")))
                .isTrue();
        assertThat(believed(new IssuerScope.OfPlatform(), ofTenant(TestToken.TENANT, "tenant_admin")))
                .isTrue();
    }

    @Test
    void aPartnersIssuerMakesNoSuperAdminAndNoAdminOfAnotherPartner() {
        assertThat(believed(PARTNER, ofPartner(TestToken.PARTNER, "partner_viewer")))
                .isTrue();
        assertThat(believed(PARTNER, ofPartner(PartnerId.random().wire(), "partner_admin")))
                .isFalse();
        assertThat(believed(PARTNER, ofPlatform())).isFalse();
    }

    @Test
    void aTenantsIssuerSpeaksForItsOwnTenantOnly() {
        assertThat(believed(TENANT, ofTenant(TestToken.TENANT, "tenant_admin"))).isTrue();
        assertThat(believed(TENANT, ofTenant(TenantId.random().wire(), "tenant_user")))
                .isFalse();
        assertThat(believed(TENANT, ofTenant(TestToken.TENANT, "partner_admin")))
                .isFalse();
        assertThat(believed(TENANT, ofPartner(TestToken.PARTNER, "partner_admin")))
                .isFalse();
        assertThat(believed(TENANT, ofPlatform())).isFalse();
    }

    @Test
    void aTenantsIssuerNeedNotNameItsTenant() {
        TestToken unnamed = TestToken.good(KEY, NOW).without("tenant_id");

        assertThat(TestIssuer.verifier(TENANT, KEY)
                        .verify(unnamed.sign())
                        .result()
                        .home())
                .isEqualTo(new Home.OfTenant(TenantId.parse(TestToken.TENANT)));
    }

    @Test
    void aScopeIsWrittenInOneOfThreeWays() {
        assertThat(IssuerScope.parse("partner:" + TestToken.PARTNER)).isEqualTo(PARTNER);
        assertThat(IssuerScope.parse("tenant:" + TestToken.TENANT)).isEqualTo(TENANT);
        assertThatThrownBy(() -> IssuerScope.parse("everything")).isInstanceOf(IllegalArgumentException.class);
    }
}
