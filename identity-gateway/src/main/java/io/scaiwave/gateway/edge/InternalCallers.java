package io.scaiwave.gateway.edge;

import io.scaiwave.gateway.admission.Admitted;
import io.scaiwave.gateway.admission.SelectorMismatch;
import io.scaiwave.gateway.token.VerifiedToken;
import io.scaiwave.gateway.trail.AccessTrail;
import io.scaiwave.gateway.user.Users;
import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.context.Principal;
import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.id.UserId;
import io.scaiwave.tenancy.web.Authorization;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientResponse;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Says inside who is asking: the principal by our own id, in the scope it was admitted to. */
@Singleton
class InternalCallers {

    private static final Logger LOG = Logger.getLogger(InternalCallers.class);
    private static final int MAX_USER_AGENT = 256;
    private static final Pattern UNPRINTABLE = Pattern.compile("[^\\x20-\\x7e]");

    private final CallerTokens tokens;
    private final Users users;
    private final AccessTrail trail;

    InternalCallers(CallerTokens tokens, Users users, AccessTrail trail) {
        this.tokens = tokens;
        this.users = users;
        this.trail = trail;
    }

    Future<Entrant> enter(Admitted admitted) {
        return users.idOf(admitted.home(), admitted.token()).map(id -> new Entrant(admitted, id));
    }

    /** Whoever is refused for its tenant's state gets no row in it. */
    Future<Entrant> enterRefused(Admitted home, RuntimeException refused) {
        return refused instanceof SelectorMismatch
                ? enter(home)
                : Future.succeededFuture(new Entrant(home, Users.withoutRow(home.token())));
    }

    /** The internal token for this request. */
    String tokenFor(Entrant entrant, Exchange exchange) {
        Admitted admitted = entrant.admitted();
        return tokens.of(
                caller(admitted.scope(), admitted.home(), principal(admitted.token(), entrant.id()), exchange));
    }

    void reportMismatch(SelectorMismatch mismatch, Exchange exchange) {
        users.idOf(mismatch.home(), mismatch.token())
                .onSuccess(id -> trail.selectorsDisagreed(
                        atHome(mismatch.home(), mismatch.token(), id, exchange),
                        exchange.method(),
                        exchange.template(),
                        mismatch.selected()))
                .onFailure(down -> LOG.warnf("A selector mismatch is not in the audit log: %s", down.getMessage()));
    }

    void reportAccess(Entrant entrant, Exchange exchange) {
        Admitted admitted = entrant.admitted();
        if (admitted.isCrossTenant()) {
            admitted.tenant()
                    .ifPresent(tenant -> trail.accessedTenant(
                            atHome(admitted.home(), admitted.token(), entrant.id(), exchange), tenant.id()));
        }
    }

    /**
     * An admin from above who reads of one tenant without having selected it. Whoever changes something there is in the
     * log by that change.
     */
    void reportRead(Entrant entrant, Exchange exchange, HttpClientResponse answer) {
        Admitted admitted = entrant.admitted();
        if (admitted.tenant().isEmpty() && exchange.isRead() && answer.statusCode() < 300) {
            Optional.ofNullable(answer.getHeader(Authorization.TENANT_HEADER))
                    .or(() -> exchange.target().namedTenant())
                    .map(TenantId::parse)
                    .ifPresent(tenant -> trail.accessedTenant(
                            atHome(admitted.home(), admitted.token(), entrant.id(), exchange), tenant));
        }
    }

    void reportDenial(Entrant entrant, Exchange exchange, String permission) {
        Admitted admitted = entrant.admitted();
        trail.permissionDenied(
                atHome(admitted.home(), admitted.token(), entrant.id(), exchange),
                exchange.method(),
                exchange.template(),
                permission);
    }

    /** The caller where it belongs, whatever it asked for: that is whose log it writes to. */
    private static Caller atHome(Scope home, VerifiedToken token, UserId id, Exchange exchange) {
        return caller(home, home, principal(token, id), exchange);
    }

    private static Principal principal(VerifiedToken token, UserId id) {
        return new Principal(
                id.wire(),
                Principal.Kind.USER,
                token.subject(),
                token.grants().names(),
                token.grants().permissions(),
                null);
    }

    private static Caller caller(Scope scope, Scope home, Principal principal, Exchange exchange) {
        return new Caller(
                scope,
                home,
                principal,
                exchange.requestId(),
                exchange.clientIp(),
                userAgent(exchange.request().getHeader("User-Agent")));
    }

    private static @Nullable String userAgent(@Nullable String offered) {
        if (offered == null) {
            return null;
        }
        String printable = UNPRINTABLE.matcher(offered).replaceAll("?");
        return printable.length() <= MAX_USER_AGENT ? printable : printable.substring(0, MAX_USER_AGENT);
    }
}
