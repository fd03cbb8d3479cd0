package io.scaiwave.tenant.events;

import io.scaiwave.tenancy.crypto.MasterKey;
import io.scaiwave.tenancy.db.Tx;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.id.TenantId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The stored accounts. A change only raises the row's revision; {@link AccountSync} brings the servers up to it, at once
 * where it can and as soon as they answer where it cannot.
 */
@ApplicationScoped
public class EventAccounts {

    /** A signing key's seed is kept, the account's own is not: only the operator's signature makes an account. */
    private static final String OPEN = """
            INSERT INTO event_accounts AS a (partner_id, tenant_id, public_key, signing_key, signing_seed, issued_at)
            VALUES ($1, $2, $3, $4, $5, extract(epoch FROM now())::bigint)
            ON CONFLICT (partner_id, tenant_id) DO UPDATE SET suspended = false, revision = a.revision + 1,
                issued_at = greatest(a.issued_at + 1, extract(epoch FROM now())::bigint)
            WHERE a.suspended
            """;

    private static final String CHANGE = """
            UPDATE event_accounts SET suspended = coalesce($2, suspended), durable = coalesce($3, durable),
                revision = revision + 1, issued_at = greatest(issued_at + 1, extract(epoch FROM now())::bigint)
            WHERE tenant_id = $1
            """;
    /** A tenant that is not in use itself stays shut when its partner opens. */
    private static final String CHANGE_ALL = """
            UPDATE event_accounts a SET suspended = $2 OR t.status NOT IN ('active', 'trial'), revision = a.revision + 1,
                issued_at = greatest(a.issued_at + 1, extract(epoch FROM now())::bigint)
            FROM tenants t
            WHERE a.partner_id = $1 AND t.partner_id = a.partner_id AND t.tenant_id = a.tenant_id
                AND a.suspended <> ($2 OR t.status NOT IN ('active', 'trial'))
            """;

    private static final String LOAD = """
            SELECT a.*,
                (SELECT coalesce(json_object_agg(c.user_key, ceil(extract(epoch FROM c.revoked_at))::bigint), '{}')
                 FROM event_credentials c WHERE c.tenant_id = a.tenant_id AND c.revoked_at IS NOT NULL
                    AND c.expires_at > now()) AS revoked,
                (SELECT coalesce(json_agg(c.credential_id), '[]') FROM event_credentials c
                 WHERE c.tenant_id = a.tenant_id AND c.durable AND c.revoked_at IS NULL AND c.expires_at > now()) AS durables
            FROM event_accounts a WHERE a.tenant_id = $1
            """;
    private static final String PUSHED = """
            UPDATE event_accounts SET pushed_revision = greatest(pushed_revision, $2)
            WHERE tenant_id = $1 RETURNING greatest(revision, pushed_revision) > $2 AS moved
            """;
    private static final String UNPUSHED =
            "SELECT tenant_id FROM event_accounts WHERE pushed_revision < revision ORDER BY partner_id, tenant_id LIMIT $1";
    private static final String PAGE =
            "SELECT tenant_id FROM event_accounts WHERE tenant_id > $1 ORDER BY tenant_id LIMIT $2";

    private final MasterKey masterKey;

    public EventAccounts(MasterKey masterKey) {
        this.masterKey = masterKey;
    }

    /** Makes the tenant's account if it has none, and opens it if it was shut. */
    public Uni<Void> open(Tx tx, PartnerId partner, TenantId tenant) {
        String account = NatsKey.newAccount().publicKey();
        NatsKey signing = NatsKey.newAccount();
        byte[] seed = new String(signing.seed()).getBytes(StandardCharsets.US_ASCII);
        byte[] sealed = masterKey.seal(seed, EventAccount.sealContext(tenant));
        return tx.update(OPEN, partner.uuid(), tenant.uuid(), account, signing.publicKey(), Buffer.buffer(sealed))
                .replaceWithVoid();
    }

    /** Voids every credential of the tenant and cuts its connections, or lets them in again. */
    public Uni<Void> shut(Tx tx, TenantId tenant, boolean shut) {
        return tx.update(CHANGE, tenant.uuid(), shut, null).replaceWithVoid();
    }

    /** As {@link #shut}, for all tenants of a partner. */
    public Uni<Void> shutAll(Tx tx, PartnerId partner, boolean shut) {
        return tx.update(CHANGE_ALL, partner.uuid(), shut).replaceWithVoid();
    }

    /** A credential was made or revoked; an account that has had a durable one keeps its replay stream. */
    Uni<Void> changed(Tx tx, TenantId tenant, boolean durable) {
        return tx.update(CHANGE, tenant.uuid(), null, durable ? true : null).replaceWithVoid();
    }

    Uni<Optional<EventAccount>> load(Tx tx, TenantId tenant) {
        return tx.first(LOAD, EventAccount::map, tenant.uuid());
    }

    /** True when the row has moved on since the revision that was pushed, or a newer push came in between. */
    Uni<Boolean> pushed(Tx tx, TenantId tenant, long revision) {
        return tx.first(PUSHED, row -> row.getBoolean("moved"), tenant.uuid(), revision)
                .map(moved -> moved.orElse(false));
    }

    Uni<List<TenantId>> unpushed(Tx tx, int limit) {
        return tx.list(UNPUSHED, row -> TenantId.of(row.getUUID("tenant_id")), limit);
    }

    Uni<List<TenantId>> page(Tx tx, TenantId after, int limit) {
        return tx.list(PAGE, row -> TenantId.of(row.getUUID("tenant_id")), after.uuid(), limit);
    }

    NatsKey signingKey(EventAccount account) {
        byte[] seed = masterKey.open(account.sealedSeed().getBytes(), account.sealContext());
        return NatsKey.ofSeed(new String(seed, StandardCharsets.US_ASCII).toCharArray());
    }
}
