package io.scaiwave.gateway.user;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.scaiwave.gateway.token.VerifiedToken;
import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.id.UserId;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Our id of the subject of a token. Users of a tenant get a row at their first call; admins of a partner or of the
 * platform are no tenant's users and get an id derived from their name, without a row.
 *
 * <p>Known users pass while the database is down; unknown ones cannot.
 */
@ApplicationScoped
public class Users {

    private static final int REMEMBERED = 200_000;

    private final UserStore store;
    private final Cache<Name, UserId> known =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();
    private final Map<Name, Future<UserId>> appearing = new ConcurrentHashMap<>();

    public Users(UserStore store) {
        this.store = store;
    }

    private record Name(TenantId tenant, String issuer, String subject) {}

    /** @param home the scope that the subject belongs to */
    public Future<UserId> idOf(Scope home, VerifiedToken token) {
        if (!(home instanceof TenantContext tenant)) {
            return Future.succeededFuture(withoutRow(token));
        }
        Name name = new Name(tenant.tenantId(), token.issuer().id(), token.subject());
        UserId id = known.getIfPresent(name);
        return id != null ? Future.succeededFuture(id) : appear(tenant, name, token);
    }

    /** An id by which a subject without a row can be told from others. */
    public static UserId withoutRow(VerifiedToken token) {
        return AdminIds.of(token.issuer().id(), token.subject());
    }

    /** Many first calls at once make one row by one transaction. */
    private Future<UserId> appear(TenantContext tenant, Name name, VerifiedToken token) {
        Context here = Objects.requireNonNull(Vertx.currentContext());
        Future<UserId> appearance = appearing.computeIfAbsent(
                name,
                first -> Future.fromCompletionStage(
                        store.findOrCreate(tenant, token).subscribeAsCompletionStage()));
        return Future.fromCompletionStage(appearance.toCompletionStage(), here)
                .onSuccess(id -> known.put(name, id))
                .onComplete(done -> appearing.remove(name, appearance));
    }
}
