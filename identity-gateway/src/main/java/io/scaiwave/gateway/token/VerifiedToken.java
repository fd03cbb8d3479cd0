package io.scaiwave.gateway.token;

import io.scaiwave.tenancy.id.PartnerId;
import java.time.Instant;
import java.util.Optional;

/**
 * What a token with a good signature says, in our own types.
 *
 * @param claimedPartner the partner named beside a tenant, which must be that tenant's
 * @param grants from the roles we know; a name we do not know gives nothing
 */
public record VerifiedToken(
        Issuer issuer,
        VerificationKey key,
        String subject,
        Home home,
        Optional<PartnerId> claimedPartner,
        Grants grants,
        Profile profile,
        Instant expiresAt) {

    /** What the provider tells about the person; shown on {@code /v1/me}, never used to decide. */
    public record Profile(Optional<String> email, Optional<String> name) {}

    /** Still good by its own dates and its key; cheap enough to ask at every request. */
    public boolean isStillGood(Instant now) {
        return now.isBefore(expiresAt.plus(TokenTimes.SKEW)) && issuer.keys().trusts(key);
    }
}
