package io.scaiwave.tenant.registry;

import io.scaiwave.tenancy.problem.RefusedException;
import java.util.Map;

/** Identity-provider issuer → that provider's id of the tenant. */
public final class ExternalIds {

    private static final int MOST = 16;
    private static final int LONGEST_ISSUER = 300;
    private static final int LONGEST_ID = 200;

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
}
