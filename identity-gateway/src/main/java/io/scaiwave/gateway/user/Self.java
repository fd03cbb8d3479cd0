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
import java.util.Locale;
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

    /** The caller's own row. Admins from above have none: what their token calls them is all there is. */
    Uni<Optional<User>> row(Caller caller) {
        return caller.home() instanceof TenantContext tenant
                ? users.find(tenant, UserId.parse(caller.principal().id()))
                : Uni.createFrom().item(Optional.empty());
    }

    MeView view(Caller caller, Optional<User> row) {
        Principal principal = caller.principal();
        Optional<User.Profile> profile = row.map(User::profile);
        return new MeView(
                new MeView.PrincipalView(
                        principal.id(),
                        principal.kind().name().toLowerCase(Locale.ROOT),
                        principal.subject(),
                        profile.map(User.Profile::displayName).orElse(null),
                        row.map(User::email).orElse(null),
                        profile.map(User.Profile::locale).orElse(null),
                        profile.map(User.Profile::timeZone).orElse(null)),
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
