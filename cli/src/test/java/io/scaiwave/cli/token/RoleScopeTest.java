package io.scaiwave.cli.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaiwave.cli.CliFailure;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoleScopeTest {
    @Test
    void eachScopeHasItsUsualRole() {
        assertThat(RoleScope.chosen("acme", null).check(List.of())).containsExactly("tenant_user");
        assertThat(RoleScope.chosen(null, "internal").check(List.of())).containsExactly("partner_admin");
    }

    @Test
    void aPlatformTokenIsNeverMadeByLeavingSomethingOut() {
        assertThatThrownBy(() -> RoleScope.chosen(null, null).check(List.of()))
                .isInstanceOf(CliFailure.class)
                .hasMessageContaining("--role super_admin");
        assertThat(RoleScope.chosen(null, null).check(List.of("super_admin"))).containsExactly("super_admin");
    }

    @Test
    void aRoleOfAnotherScopeOrAMistypedOneIsRefused() {
        assertThatThrownBy(() -> RoleScope.chosen("acme", null).check(List.of("super_admin")))
                .hasMessageContaining("tenant_admin, tenant_user, tenant_viewer");
        assertThatThrownBy(() -> RoleScope.chosen("acme", null).check(List.of("tenant_admim")))
                .hasMessageContaining("tenant_admim");
    }

    @Test
    void tenantAndPartnerTogetherAreRefused() {
        assertThatThrownBy(() -> RoleScope.chosen("acme", "internal")).isInstanceOf(CliFailure.class);
    }
}
