package io.scaiwave.gateway.user;

import io.scaiwave.gateway.token.VerifiedToken;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.db.TenantDb;
import io.scaiwave.tenancy.db.Tx;
import io.scaiwave.tenancy.id.UserId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** The rows of users. */
@ApplicationScoped
class UserStore {

    private static final String FIND = "SELECT id FROM users WHERE tenant_id = $1 AND issuer = $2 AND subject = $3";
    private static final String CREATE = """
            INSERT INTO users (tenant_id, id, issuer, subject, display_name, email)
            VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (tenant_id, issuer, subject) DO NOTHING""";

    private final TenantDb db;
    private final UserNews news;

    UserStore(TenantDb db, UserNews news) {
        this.db = db;
        this.news = news;
    }

    Uni<UserId> findOrCreate(TenantContext tenant, VerifiedToken token) {
        return db.inTransaction(tenant, tx -> find(tx, tenant, token)
                .flatMap(found -> found.map(Uni.createFrom()::item).orElseGet(() -> create(tx, tenant, token))));
    }

    private static Uni<Optional<UserId>> find(Tx tx, TenantContext tenant, VerifiedToken token) {
        return tx.first(
                FIND,
                row -> UserId.of(row.getUUID("id")),
                tenant.tenantId().uuid(),
                token.issuer().id(),
                token.subject());
    }

    private Uni<UserId> create(Tx tx, TenantContext tenant, VerifiedToken token) {
        UserId id = UserId.random();
        String shownName =
                token.profile().name().filter(name -> name.length() <= 200).orElse(null);
        String email = token.profile().email().orElse(null);
        return tx.update(
                        CREATE,
                        tenant.tenantId().uuid(),
                        id.uuid(),
                        token.issuer().id(),
                        token.subject(),
                        shownName,
                        email)
                .flatMap(created -> created == 1
                        ? news.appeared(tx, tenant, id).replaceWith(id)
                        : find(tx, tenant, token).map(Optional::orElseThrow));
    }

    Uni<Optional<User>> find(TenantContext tenant, UserId id) {
        return db.read(
                        tenant,
                        "SELECT " + User.COLUMNS + " FROM users WHERE tenant_id = $1 AND id = $2",
                        tenant.tenantId().uuid(),
                        id.uuid())
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(User.of(rows.iterator().next())));
    }
}
