package io.scaiwave.gateway.edge;

import io.scaiwave.gateway.admission.Admission;
import io.scaiwave.gateway.admission.Admitted;
import io.scaiwave.gateway.admission.SelectorMismatch;
import io.scaiwave.gateway.admission.Selectors;
import io.scaiwave.gateway.limit.Budgets;
import io.scaiwave.gateway.limit.Decision;
import io.scaiwave.gateway.limit.LimitHeaders;
import io.scaiwave.gateway.limit.RateLimiter;
import io.scaiwave.gateway.token.TokenCache;
import io.scaiwave.gateway.token.VerifiedToken;
import io.scaiwave.tenancy.context.TenantContext;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;

/** Lets a caller in: its token, its tenant, its own id, its budgets; in that order. */
final class Reception {

    private final TokenCache tokens;
    private final Admission admission;
    private final InternalCallers callers;
    private final RateLimiter limiter;
    private final String baseDomain;
    private final Clock clock;

    Reception(EdgeParts parts, RateLimiter limiter) {
        this.tokens = parts.tokens();
        this.admission = parts.admission();
        this.callers = parts.callers();
        this.baseDomain = parts.peers().baseDomain();
        this.clock = parts.clock();
        this.limiter = limiter;
    }

    Future<Entrant> receive(Exchange exchange) {
        return tokens.verify(BearerToken.of(exchange.request())).compose(token -> admit(token, exchange));
    }

    private Future<Entrant> admit(VerifiedToken token, Exchange exchange) {
        Admitted admitted;
        try {
            admitted =
                    admission.admit(token, selectors(exchange), exchange.route().adminsReachSuspended());
        } catch (SelectorMismatch mismatch) {
            callers.reportMismatch(mismatch, exchange);
            throw mismatch;
        }
        return callers.enter(admitted)
                .compose(entrant -> charge(entrant, exchange).map(granted -> entrant))
                .onSuccess(entrant -> callers.reportAccess(entrant, exchange));
    }

    private Selectors selectors(Exchange exchange) {
        HttpServerRequest request = exchange.request();
        return Selectors.of(
                baseDomain,
                request.getHeader(HttpHeaders.HOST),
                request.headers().getAll("X-Tenant-ID"),
                exchange.target().tenant());
    }

    private Future<Void> charge(Entrant entrant, Exchange exchange) {
        MultiMap headers = exchange.request().response().headers();
        boolean ofTenant = entrant.admitted().home() instanceof TenantContext;
        return limiter.decide(Budgets.of(entrant.admitted(), entrant.id())).compose(decision -> switch (decision) {
            case Decision.Granted granted -> {
                LimitHeaders.describe(granted.standings(), ofTenant, headers);
                yield Future.succeededFuture();
            }
            case Decision.Exceeded exceeded ->
                Future.failedFuture(LimitHeaders.refusal(exceeded, ofTenant, clock.instant(), headers));
        });
    }
}
