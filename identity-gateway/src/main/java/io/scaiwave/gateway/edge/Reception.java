package io.scaiwave.gateway.edge;

import io.scaiwave.gateway.admission.Admission;
import io.scaiwave.gateway.admission.Admitted;
import io.scaiwave.gateway.admission.SelectorMismatch;
import io.scaiwave.gateway.limit.Budget;
import io.scaiwave.gateway.limit.Budgets;
import io.scaiwave.gateway.limit.Decision;
import io.scaiwave.gateway.limit.FailedTokens;
import io.scaiwave.gateway.limit.LimitHeaders;
import io.scaiwave.gateway.limit.Limiting;
import io.scaiwave.gateway.limit.RateLimiter;
import io.scaiwave.gateway.token.TokenCache;
import io.scaiwave.gateway.token.TokenRefused;
import io.scaiwave.gateway.token.VerifiedToken;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.problem.RefusedException;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.time.Clock;
import java.util.List;

/** Lets a caller in: its token, its tenant, its own id, its budgets; in that order. */
final class Reception {

    private final TokenCache tokens;
    private final Admission admission;
    private final InternalCallers callers;
    private final Limiting limiting;
    private final FailedTokens failures;
    private final RateLimiter limiter;
    private final String baseDomain;
    private final Clock clock;

    Reception(EdgeParts parts, RateLimiter limiter) {
        this.tokens = parts.tokens();
        this.admission = parts.admission();
        this.callers = parts.callers();
        this.baseDomain = parts.peers().baseDomain();
        this.clock = parts.clock();
        this.limiting = parts.limiting();
        this.failures = parts.failures();
        this.limiter = limiter;
    }

    Future<Entrant> receive(Exchange exchange) {
        return verify(exchange).compose(admission::prepare).compose(token -> admit(token, exchange));
    }

    /** A token that was good before is good from a crowded address too. */
    private Future<VerifiedToken> verify(Exchange exchange) {
        String address = exchange.clientIp();
        String token;
        try {
            token = BearerToken.of(exchange.request());
        } catch (RefusedException refused) {
            return Future.failedFuture(failed(address, refused, exchange));
        }
        if (failures.mustWait(address) && !tokens.knows(token)) {
            return Future.failedFuture(failed(address, TokenRefused.because(TokenRefused.Reason.FORM), exchange));
        }
        return tokens.verify(token)
                .recover(
                        why -> Future.failedFuture(why instanceof TokenRefused ? failed(address, why, exchange) : why));
    }

    private Throwable failed(String address, Throwable why, Exchange exchange) {
        return switch (failures.count(address)) {
            case Decision.Granted ignored -> why;
            case Decision.Exceeded exceeded ->
                LimitHeaders.refusal(
                        exceeded,
                        false,
                        clock.instant(),
                        exchange.request().response().headers());
        };
    }

    /** Whoever needs no token is counted by its address. */
    Future<Void> receiveOpen(Exchange exchange) {
        return charge(limiting.ofAddress(exchange.clientIp()), false, exchange);
    }

    private Future<Entrant> admit(VerifiedToken token, Exchange exchange) {
        Admitted admitted;
        try {
            admitted = admission.admit(
                    token, exchange.selectors(baseDomain), exchange.route().adminsReachSuspended());
        } catch (TokenRefused refused) {
            return Future.failedFuture(failed(exchange.clientIp(), refused, exchange));
        } catch (SelectorMismatch | RefusedException refused) {
            return admission
                    .atHome(token)
                    .map(home -> chargeRefused(home, refused, exchange))
                    .orElseGet(() -> Future.failedFuture(refused));
        }
        exchange.passage().of(admitted);
        return callers.enter(admitted)
                .compose(entrant -> charge(entrant, exchange).map(granted -> entrant))
                .onSuccess(entrant -> callers.reportAccess(entrant, exchange));
    }

    /** To be refused costs as much as to be let in: nobody repeats it for nothing. */
    private Future<Entrant> chargeRefused(Admitted home, RuntimeException refused, Exchange exchange) {
        return callers.enterRefused(home, refused)
                .compose(entrant -> charge(entrant, exchange))
                .compose(counted -> {
                    if (refused instanceof SelectorMismatch mismatch) {
                        callers.reportMismatch(mismatch, exchange);
                    }
                    return Future.failedFuture(refused);
                });
    }

    private Future<Void> charge(Entrant entrant, Exchange exchange) {
        boolean ofTenant = entrant.admitted().home() instanceof TenantContext;
        return charge(Budgets.of(entrant.admitted(), entrant.id()), ofTenant, exchange);
    }

    private Future<Void> charge(List<Budget> budgets, boolean ofTenant, Exchange exchange) {
        MultiMap headers = exchange.request().response().headers();
        return limiter.decide(budgets).compose(decision -> switch (decision) {
            case Decision.Granted granted -> {
                LimitHeaders.describe(granted.standings(), ofTenant, headers);
                yield Future.succeededFuture();
            }
            case Decision.Exceeded exceeded ->
                Future.failedFuture(LimitHeaders.refusal(exceeded, ofTenant, clock.instant(), headers));
        });
    }
}
