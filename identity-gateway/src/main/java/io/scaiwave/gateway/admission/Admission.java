package io.scaiwave.gateway.admission;

import io.quarkus.runtime.StartupEvent;
import io.scaiwave.gateway.token.Home;
import io.scaiwave.gateway.token.IssuerScope;
import io.scaiwave.gateway.token.TokenRefused;
import io.scaiwave.gateway.token.VerifiedToken;
import io.scaiwave.tenancy.context.PartnerContext;
import io.scaiwave.tenancy.context.PlatformContext;
import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.directory.DirectoryFeed;
import io.scaiwave.tenancy.directory.TenantDirectory;
import io.scaiwave.tenancy.directory.TenantEntry;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.problem.ErrorCode;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;

/** Decides in which tenant, partner or platform scope a verified token acts, and whether it may act there now. */
@ApplicationScoped
public class Admission {

    private static final PlatformContext PLATFORM = new PlatformContext("request");

    private final TenantDirectory directory;
    private final DirectoryFeed feed;
    private final PartnerStates partners;

    public Admission(TenantDirectory directory, DirectoryFeed feed) {
        this.directory = directory;
        this.feed = feed;
        this.partners = new PartnerStates(directory);
    }

    /** Begins to listen before the directory is filled. */
    void start(@Observes @Priority(1) StartupEvent ignored) {}

    /**
     * @param reachSuspended whether an admin from above may act here in a tenant that is not in use
     * @throws SelectorMismatch if a selector disagrees with the token or with another selector
     * @throws TokenRefused if the token speaks of a tenant that does not exist or is not its issuer's to speak of
     */
    public Admitted admit(VerifiedToken token, Selectors selectors, boolean reachSuspended) {
        return switch (token.home()) {
            case Home.OfTenant home -> inOwnTenant(token, directory.byId(home.id()), selectors);
            case Home.OfExternalTenant home ->
                inOwnTenant(token, directory.byExternalId(home.issuer(), home.externalId()), selectors);
            case Home.OfPartner home -> asPartner(token, home.id(), selectors, reachSuspended);
            case Home.OfPlatform ignored ->
                new Admitted(token, PLATFORM, select(token, PLATFORM, selectors, reachSuspended));
        };
    }

    /** Where the token comes from, whatever may be said against its request; empty if its tenant is not known. */
    public Optional<Admitted> atHome(VerifiedToken token) {
        return switch (token.home()) {
            case Home.OfTenant home -> directory.byId(home.id()).map(tenant -> inside(token, tenant));
            case Home.OfExternalTenant home ->
                directory.byExternalId(home.issuer(), home.externalId()).map(tenant -> inside(token, tenant));
            case Home.OfPartner home ->
                Optional.of(new Admitted(token, new PartnerContext(home.id()), Optional.empty()));
            case Home.OfPlatform ignored -> Optional.of(new Admitted(token, PLATFORM, Optional.empty()));
        };
    }

    private static Admitted inside(VerifiedToken token, TenantEntry tenant) {
        return new Admitted(token, tenant.context(), Optional.of(tenant));
    }

    /** Whether somebody admitted earlier would be admitted now; for connections that stay open. */
    public boolean stillHolds(Admitted admitted) {
        boolean homeInUse =
                switch (admitted.home()) {
                    case PartnerContext partner -> !partners.isSuspended(partner.partnerId());
                    default -> true;
                };
        return homeInUse
                && admitted.tenant()
                        .map(TenantEntry::id)
                        .map(id -> directory.byId(id).map(TenantEntry::isUsable).orElse(false))
                        .orElse(true);
    }

    private Admitted inOwnTenant(VerifiedToken token, Optional<TenantEntry> found, Selectors selectors) {
        TenantEntry tenant = found.filter(entry -> !isGone(entry)).orElseThrow(this::unknownTenant);
        if (token.issuer().scope() instanceof IssuerScope.OfPartner scope
                && !scope.id().equals(tenant.partnerId())) {
            throw TokenRefused.because(TokenRefused.Reason.SCOPE);
        }
        if (token.claimedPartner()
                .filter(claimed -> !claimed.equals(tenant.partnerId()))
                .isPresent()) {
            throw TokenRefused.because(TokenRefused.Reason.SCOPE);
        }
        if (!selectors.allName(tenant)) {
            throw new SelectorMismatch(token, tenant.context(), selectors);
        }
        TenantStates.refuseUnlessUsable(tenant);
        return inside(token, tenant);
    }

    private static boolean isGone(TenantEntry entry) {
        return entry.status().equals("deleted");
    }

    /** Before all tenants are known, a tenant that is not known may well exist. */
    private RuntimeException unknownTenant() {
        return feed.isFilled()
                ? TokenRefused.because(TokenRefused.Reason.TENANT)
                : ErrorCode.SW_DEPENDENCY_DOWN
                        .because("The tenants are not known yet.")
                        .retryAfter(Duration.ofSeconds(2));
    }

    private Admitted asPartner(VerifiedToken token, PartnerId partner, Selectors selectors, boolean reachSuspended) {
        PartnerContext home = new PartnerContext(partner);
        Optional<TenantEntry> selected = select(token, home, selectors, reachSuspended);
        if (partners.isSuspended(partner)) {
            throw TenantStates.partnerSuspended();
        }
        return new Admitted(token, home, selected);
    }

    private Optional<TenantEntry> select(VerifiedToken token, Scope home, Selectors selectors, boolean reachSuspended) {
        if (selectors.isEmpty()) {
            return Optional.empty();
        }
        TenantEntry tenant = find(selectors.named().getFirst())
                .filter(entry -> !isGone(entry) && isWithin(home, entry) && selectors.allName(entry))
                .orElseThrow(() -> new SelectorMismatch(token, home, selectors));
        if (!reachSuspended) {
            TenantStates.refuseUnlessUsable(tenant);
        }
        return Optional.of(tenant);
    }

    private Optional<TenantEntry> find(Selectors.Selector selector) {
        return switch (selector) {
            case Selectors.Selector.ById byId -> directory.byId(byId.id());
            case Selectors.Selector.BySlug bySlug -> directory.bySlug(bySlug.slug());
        };
    }

    private static boolean isWithin(Scope home, TenantEntry tenant) {
        return !(home instanceof PartnerContext partner) || partner.partnerId().equals(tenant.partnerId());
    }
}
