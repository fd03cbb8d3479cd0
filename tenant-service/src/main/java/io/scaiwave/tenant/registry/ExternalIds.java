package io.scaiwave.tenant.registry;

import io.scaiwave.tenancy.db.DatabaseFailures;
import io.scaiwave.tenancy.db.Tx;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.RefusedException;
import io.smallrye.mutiny.Uni;
import java.util.Map;

/** Identity-provider issuer → that provider's id of the tenant. A pair has one holder on the whole platform. */
public final class ExternalIds {

    private static final int MOST = 16;
    private static final int LONGEST_ISSUER = 300;
    private static final int LONGEST_ID = 200;
    private static final String GIVE_UP = """
            DELETE FROM external_ids
            WHERE partner_id = $1 AND tenant_id = $2 AND external_id IS DISTINCT FROM $3::jsonb ->> issuer
            """;
    private static final String TAKE = """
            INSERT INTO external_ids (issuer, external_id, partner_id, tenant_id)
            SELECT e.key, e.value, $1, $2 FROM jsonb_each_text($3::jsonb) e
            WHERE NOT EXISTS (SELECT FROM external_ids x WHERE x.issuer = e.key AND x.external_id = e.value
                AND x.partner_id = $1 AND x.tenant_id = $2)
            ORDER BY e.key
            """;

    private ExternalIds() {}

    public static void check(Map<String, ?> ids) {
        if (ids.size() > MOST) {
            throw RefusedException.invalid("external_ids", "may have at most " + MOST + " entries");
        }
        ids.forEach((issuer, id) -> {
            boolean fits = !issuer.isBlank()
                    && issuer.length() <= LONGEST_ISSUER
                    && id instanceof String text
                    && !text.isBlank()
                    && text.length() <= LONGEST_ID;
            if (!fits) {
                throw RefusedException.invalid(
                        "external_ids", "must map an issuer (at most 300 characters) to an id (at most 200)");
            }
        });
    }

    /** Makes the tenant the holder of what it names, and of nothing else. Whose a pair is that is taken, nobody says. */
    static Uni<Void> hold(Tx tx, Tenant tenant) {
        Object[] args = {
            tenant.partnerId().uuid(), tenant.id().uuid(), tenant.profile().externalIds()
        };
        return tx.update(GIVE_UP, args)
                .chain(() -> tx.update(TAKE, args))
                .onFailure(failure -> DatabaseFailures.isUniqueViolation(failure, "external_ids_pkey"))
                .transform(failure -> ErrorCode.SW_EXTERNAL_ID_TAKEN
                        .because("An identity provider's id of a tenant belongs to one tenant only.")
                        .field("external_ids", "names an id that is taken"))
                .replaceWithVoid();
    }
}
