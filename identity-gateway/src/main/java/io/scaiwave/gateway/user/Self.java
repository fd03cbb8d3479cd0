package io.scaiwave.gateway.user;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.context.Permission;
import io.scaiwave.tenancy.context.Principal;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.directory.TenantDirectory;
import io.scaiwave.tenancy.directory.TenantEntry;
import io.scaiwave.tenancy.id.UserId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts together what a caller may know about itself, from its token, its row and its tenant. */
@ApplicationScoped
class Self {

    private final UserStore users;
    private final TenantDirectory directory;
    private final ObjectMapper json;

    Self(UserStore users, TenantDirectory directory, ObjectMapper json) {
        this.users = users;
        this.directory = directory;
        this.json = json;
    }

    Uni<MeView> view(Caller caller) {
        return profile(caller).map(profile -> view(caller, profile));
    }

    /** Admins from above have no row: what their token calls them is all there is. */
    private Uni<Optional<UserProfile>> profile(Caller caller) {
        return caller.home() instanceof TenantContext tenant
                ? users.profile(tenant, UserId.parse(caller.principal().id()))
                : Uni.createFrom().item(Optional.empty());
    }

    MeView view(Caller caller, Optional<UserProfile> profile) {
        Principal principal = caller.principal();
        return new MeView(
                new MeView.PrincipalView(
                        principal.id(),
                        principal.kind().name().toLowerCase(java.util.Locale.ROOT),
                        principal.subject(),
                        profile.map(UserProfile::displayName).orElse(null),
                        profile.map(UserProfile::email).orElse(null)),
                tenant(caller),
                caller.partner()
                        .map(partner -> new MeView.PartnerView(partner.partnerId()))
                        .orElse(null),
                principal.roles().stream().sorted().toList(),
                principal.permissions().stream().map(Permission::wire).sorted().toList());
    }

    private MeView.@Nullable TenantView tenant(Caller caller) {
        if (!(caller.scope() instanceof TenantContext tenant)) {
            return null;
        }
        Optional<TenantEntry> entry = directory.byId(tenant.tenantId());
        return new MeView.TenantView(
                tenant.tenantId(),
                tenant.slug(),
                entry.map(TenantEntry::name).orElse(tenant.slug()),
                entry.map(this::features).orElse(JsonNodeFactory.instance.objectNode()));
    }

    private JsonNode features(TenantEntry entry) {
        return json.valueToTree(entry.features().getMap());
    }
}
