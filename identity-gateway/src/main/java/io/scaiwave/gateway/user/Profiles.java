package io.scaiwave.gateway.user;

import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.db.Tx;
import io.scaiwave.tenancy.id.UserId;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.RefusedException;
import io.scaiwave.tenancy.web.ETags;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;

/** What callers do to their own row: register, and say how they want to be called. */
@ApplicationScoped
class Profiles {

    private static final String LOCK =
            "SELECT " + User.COLUMNS + " FROM users WHERE tenant_id = $1 AND id = $2 FOR UPDATE";
    private static final String CHANGE = """
            UPDATE users SET display_name = $3, locale = $4, time_zone = $5, version = $6, updated_at = $7
            WHERE tenant_id = $1 AND id = $2""";
    private static final String REGISTER =
            "UPDATE users SET registered_at = $3 WHERE tenant_id = $1 AND id = $2 AND registered_at IS NULL";

    /** @param isNew whether it registered just now, for the first time */
    record Registered(User user, boolean isNew) {}

    private final UserNews news;
    private final Clock clock;

    Profiles(UserNews news, Clock clock) {
        this.news = news;
        this.clock = clock;
    }

    /** The caller's own row; admins from above have none, whatever tenant they selected. */
    static UserId own(Caller caller) {
        if (caller.home() instanceof TenantContext) {
            return UserId.parse(caller.principal().id());
        }
        throw ErrorCode.SW_STATE_CONFLICT.because(
                "Administrators of a partner or of the platform are no tenant's users and have no profile.");
    }

    /** @param version that the caller has seen, or -1 */
    Uni<User> change(Tx tx, Caller caller, long version, ProfilePatch patch) {
        return lock(tx, caller).flatMap(user -> {
            ETags.check(version, user.stamp().version());
            User.Profile wanted = patch.applyTo(user.profile());
            return wanted.equals(user.profile()) ? Uni.createFrom().item(user) : change(tx, caller, user, wanted);
        });
    }

    private Uni<User> change(Tx tx, Caller caller, User before, User.Profile wanted) {
        User after = before.with(wanted, OffsetDateTime.now(clock));
        return tx.update(
                        CHANGE,
                        caller.tenant().tenantId().uuid(),
                        after.id().uuid(),
                        wanted.displayName(),
                        wanted.locale(),
                        wanted.timeZone(),
                        after.stamp().version(),
                        after.stamp().updatedAt())
                .chain(() -> news.changed(tx, caller, before, after))
                .replaceWith(after);
    }

    Uni<Registered> register(Tx tx, Caller caller) {
        UserId id = own(caller);
        return tx.update(REGISTER, caller.tenant().tenantId().uuid(), id.uuid(), OffsetDateTime.now(clock))
                .map(rows -> rows == 1)
                .call(isNew -> isNew
                        ? news.registered(tx, caller, id)
                        : Uni.createFrom().voidItem())
                .flatMap(isNew -> lock(tx, caller).map(user -> new Registered(user, isNew)));
    }

    private static Uni<User> lock(Tx tx, Caller caller) {
        return tx.first(
                        LOCK,
                        User::of,
                        caller.tenant().tenantId().uuid(),
                        own(caller).uuid())
                .map(found -> found.orElseThrow(Profiles::gone));
    }

    private static RefusedException gone() {
        return ErrorCode.SW_NOT_FOUND.because("There is no such user.");
    }
}
