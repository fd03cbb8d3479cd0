package io.scaiwave.tenant.events;

import io.scaiwave.tenancy.id.CredentialId;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.id.TenantId;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A tenant's account with the credentials that matter to its servers.
 *
 * @param sealedSeed seed of the signing key, encrypted
 * @param revoked user key → when, in seconds, of credentials that would otherwise still be valid
 * @param durables live durable credentials
 */
record EventAccount(
        PartnerId partner,
        TenantId tenant,
        String publicKey,
        String signingKey,
        Buffer sealedSeed,
        boolean suspended,
        boolean durable,
        long revision,
        long issuedAt,
        SortedMap<String, Long> revoked,
        Set<CredentialId> durables) {

    AccountClaim claim() {
        SortedMap<String, Long> revocations = new TreeMap<>(revoked);
        if (suspended) {
            revocations.put(AccountClaim.EVERYBODY, issuedAt);
        }
        return new AccountClaim(tenant, publicKey, signingKey, issuedAt, durable, revocations);
    }

    /** What ties the encrypted seed to its owner: another tenant's seed put in its place does not open. */
    String sealContext() {
        return sealContext(tenant);
    }

    static String sealContext(TenantId tenant) {
        return "event account signing seed\n" + tenant.wire();
    }

    static EventAccount map(Row row) {
        return new EventAccount(
                PartnerId.of(row.getUUID("partner_id")),
                TenantId.of(row.getUUID("tenant_id")),
                row.getString("public_key"),
                row.getString("signing_key"),
                row.getBuffer("signing_seed").getDelegate(),
                row.getBoolean("suspended"),
                row.getBoolean("durable"),
                row.getLong("revision"),
                row.getLong("issued_at"),
                revocations(row.getJsonObject("revoked")),
                durables(row.getJsonArray("durables")));
    }

    private static SortedMap<String, Long> revocations(JsonObject revoked) {
        SortedMap<String, Long> map = new TreeMap<>();
        revoked.forEach(entry -> map.put(entry.getKey(), ((Number) entry.getValue()).longValue()));
        return map;
    }

    private static Set<CredentialId> durables(JsonArray ids) {
        return ids.stream()
                .map(id -> CredentialId.of(java.util.UUID.fromString((String) id)))
                .collect(Collectors.toUnmodifiableSet());
    }
}
