package io.scaiwave.gateway.admission;

import io.scaiwave.gateway.token.Home;
import io.scaiwave.gateway.token.IssuerScope;
import io.scaiwave.gateway.token.TokenRefused;
import io.scaiwave.gateway.token.VerifiedToken;
import io.scaiwave.tenancy.context.PartnerContext;
import io.scaiwave.tenancy.context.PlatformContext;
import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.directory.DirectoryFeed;
import io.scaiwave.tenancy.directory.PartnerEntry;
import io.scaiwave.tenancy.directory.TenantDirectory;
import io.scaiwave.tenancy.directory.TenantEntry;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Decides in which tenant, partner or platform scope a verified token acts, and whether it may act there now. */
@ApplicationScoped
public class Admission {

    private static final PlatformContext PLATFORM = new PlatformContext("request");

    private static final Duration MOST_FOR_NEWS = Duration.ofSeconds(5);

    private final TenantDirectory directory;
    private final DirectoryFeed feed;
    private final PartnerDirectory partners;

    public Admission(TenantDirectory directory, DirectoryFeed feed, PartnerDirectory partners) {
        this.directory = directory;
        this.feed = feed;
        this.partners = partners;
    }

    /**
     * To be called, on an event loop, before {@link #admit}: whoever made a partner may use it at once, whether or not
     * the news has arrived. So a partner that was never heard of is asked for, once for each request.
     */
    public Future<VerifiedToken> prepare(VerifiedToken token) {
        if (!(token.home() instanceof Home.OfPartner home)
                || partners.heardOf(home.id()).isPresent()
                || !partners.isFilled()) {
            return Future.succeededFuture(token);
        }
        Context here = Objects.requireNonNull(Vertx.currentContext());
        return Future.fromCompletionStage(
                        partners.refresh().completeOnTimeout(null, MOST_FOR_NEWS.toMillis(), TimeUnit.MILLISECONDS),
                        here)
                .map(token);
    }

    /**
     * @param reachSuspended whether an admin from above may act here in a tenant that is not in use
     * @throws SelectorMismatch if a selector disagrees with the token or with another selector
     * @throws TokenRefused if the token speaks of a tenant or partner that does not exist, or that is not its issuer's to
     *     speak of
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

    /** Where the token comes from, whatever may be said against its request; empty if that is not known. */
    public Optional<Admitted> atHome(VerifiedToken token) {
        return switch (token.home()) {
            case Home.OfTenant home -> directory.byId(home.id()).map(tenant -> inside(token, tenant));
            case Home.OfExternalTenant home ->
                directory.byExternalId(home.issuer(), home.externalId()).map(tenant -> inside(token, tenant));
            case Home.OfPartner home ->
                partners.byId(home.id())
                        .map(partner -> new Admitted(token, new PartnerContext(partner.id()), Optional.empty()));
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
                    case PartnerContext partner ->
                        partners.byId(partner.partnerId())
                                .filter(PartnerEntry::isActive)
                                .isPresent();
                    default -> true;
                };
        return homeInUse
                && admitted.tenant()
                        .map(TenantEntry::id)
                        .map(id -> directory.byId(id).map(TenantEntry::isUsable).orElse(false))
                        .orElse(true);
    }

    private Admitted inOwnTenant(VerifiedToken token, Optional<TenantEntry> found, Selectors selectors) {
        TenantEntry tenant = found.filter(entry -> !isGone(entry)).orElseThrow(() -> unknown(feed.isFilled()));
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

    /** Before all are known, one that is not known may well exist. */
    private static RuntimeException unknown(boolean allAreKnown) {
        return allAreKnown
                ? TokenRefused.because(TokenRefused.Reason.TENANT)
                : ErrorCode.SW_DEPENDENCY_DOWN
                        .because("The tenants are not known yet.")
                        .retryAfter(Duration.ofSeconds(2));
    }

    private Admitted asPartner(VerifiedToken token, PartnerId id, Selectors selectors, boolean reachSuspended) {
        PartnerEntry partner = partners.byId(id).orElseThrow(() -> unknown(partners.isFilled()));
        PartnerContext home = new PartnerContext(id);
        Optional<TenantEntry> selected = select(token, home, selectors, reachSuspended);
        if (!partner.isActive()) {
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
