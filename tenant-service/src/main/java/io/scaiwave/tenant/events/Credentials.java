package io.scaiwave.tenant.events;

import io.scaiwave.tenancy.audit.AuditEntry;
import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.db.Tx;
import io.scaiwave.tenancy.id.CredentialId;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.LimitHit;
import io.scaiwave.tenancy.time.WireTime;
import io.scaiwave.tenant.access.Reach;
import io.scaiwave.tenant.auditlog.AuditChain;
import io.scaiwave.tenant.auditlog.AuditLogOwner;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** A tenant's credentials: given out once, listed without their secret, revoked at once. */
@ApplicationScoped
public class Credentials {

    private static final String INSERT = "INSERT INTO event_credentials "
            + "(tenant_id, credential_id, name, user_key, durable, created_by, created_at, expires_at) "
            + "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    private static final String LIVE = "tenant_id = $1 AND revoked_at IS NULL AND expires_at > now()";
    private static final String COUNT = "SELECT count(*) AS all, count(*) FILTER (WHERE durable) AS durable "
            + "FROM event_credentials WHERE " + LIVE;
    private static final String PAGE = "SELECT " + Credential.COLUMNS + " FROM event_credentials WHERE " + LIVE
            + " AND ($2::uuid IS NULL OR credential_id < $2) ORDER BY credential_id DESC LIMIT $3";
    private static final String REVOKE = "UPDATE event_credentials SET revoked_at = now() WHERE " + LIVE
            + " AND credential_id = $2 RETURNING " + Credential.COLUMNS;

    private final EventAccounts accounts;
    private final EventsConfig config;
    private final Clock clock;

    public Credentials(EventAccounts accounts, EventsConfig config, Clock clock) {
        this.accounts = accounts;
        this.config = config;
        this.clock = clock;
    }

    /** A new credential with what is shown of it only now. */
    record Issued(Credential credential, EventAccount account, String creds) {}

    Uni<Issued> issue(Tx tx, Caller caller, CredentialResource.Request asked) {
        TenantId tenant = caller.tenant().tenantId();
        return account(tx, tenant)
                .call(() -> checkRoom(tx, tenant, asked.isDurable()))
                .map(account -> sign(account, caller, asked))
                .call(issued -> insert(tx, tenant, issued.credential()))
                .call(issued -> asked.isDurable()
                        ? accounts.changed(tx, tenant, true)
                        : Uni.createFrom().nullItem())
                .call(issued -> audit(tx, caller, "event_credential.create", issued.credential()));
    }

    Uni<List<Credential>> page(Tx tx, TenantId tenant, Optional<CredentialId> before, int limit) {
        return tx.list(
                PAGE,
                Credential::map,
                tenant.uuid(),
                before.map(CredentialId::uuid).orElse(null),
                limit);
    }

    Uni<Credential> revoke(Tx tx, Caller caller, CredentialId id) {
        TenantId tenant = caller.tenant().tenantId();
        return tx.first(REVOKE, Credential::map, tenant.uuid(), id.uuid())
                .map(revoked -> revoked.orElseThrow(Reach::unknown))
                .call(() -> accounts.changed(tx, tenant, false))
                .call(revoked -> audit(tx, caller, "event_credential.revoke", revoked));
    }

    private Uni<EventAccount> account(Tx tx, TenantId tenant) {
        return accounts.load(tx, tenant).map(found -> found.filter(account -> !account.suspended())
                .orElseThrow(() -> ErrorCode.SW_STATE_CONFLICT.because(
                        "The tenant has no open event account: it is not active.")));
    }

    private Uni<Void> checkRoom(Tx tx, TenantId tenant, boolean durable) {
        return tx.first(COUNT, row -> List.of(row.getLong("all"), row.getLong("durable")), tenant.uuid())
                .invoke(counts -> {
                    long all = counts.orElseThrow().getFirst();
                    long durables = counts.orElseThrow().getLast();
                    if (all >= config.account().credentials()) {
                        throw full("event_credentials", config.account().credentials(), all);
                    }
                    if (durable && durables >= config.account().durableConsumers()) {
                        throw full("durable_event_credentials", config.account().durableConsumers(), durables);
                    }
                })
                .replaceWithVoid();
    }

    private static RuntimeException full(String name, long limit, long used) {
        return ErrorCode.SW_TENANT_CAPACITY
                .because("The tenant has as many event credentials as it may have: revoke one first.")
                .limit(new LimitHit(name, "tenant", limit, used, 1L, null));
    }

    private Issued sign(EventAccount account, Caller caller, CredentialResource.Request asked) {
        NatsKey user = NatsKey.newUser();
        Instant now = clock.instant();
        Credential credential = new Credential(
                CredentialId.random(),
                asked.name(),
                user.publicKey(),
                asked.isDurable(),
                caller.principal().id(),
                now,
                asked.expiry(now),
                null);
        String jwt = new UserClaim(
                        credential.id().wire(),
                        user.publicKey(),
                        account.publicKey(),
                        now,
                        credential.expiresAt(),
                        SubscriberPermissions.of(credential.id(), credential.durable()))
                .sign(accounts.signingKey(account), config.account());
        return new Issued(credential, account, CredsFile.of(jwt, user));
    }

    private static Uni<Void> insert(Tx tx, TenantId tenant, Credential credential) {
        return tx.update(
                        INSERT,
                        tenant.uuid(),
                        credential.id().uuid(),
                        credential.name(),
                        credential.userKey(),
                        credential.durable(),
                        credential.createdBy(),
                        time(credential.createdAt()),
                        time(credential.expiresAt()))
                .replaceWithVoid();
    }

    private Uni<Void> audit(Tx tx, Caller caller, String action, Credential credential) {
        JsonObject shown = new JsonObject()
                .put("name", credential.name())
                .put("durable", credential.durable())
                .put("expires_at", WireTime.of(credential.expiresAt()));
        AuditEntry entry = AuditEntry.of(
                caller,
                clock,
                action,
                "event_credential",
                credential.id().wire(),
                new JsonObject().put(action.endsWith("create") ? "after" : "before", shown),
                AuditEntry.SUCCESS);
        return AuditChain.append(tx, AuditLogOwner.of(caller.scope()), entry);
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
