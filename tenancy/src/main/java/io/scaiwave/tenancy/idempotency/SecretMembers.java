package io.scaiwave.tenancy.idempotency;

import java.util.Set;

/** Members of answers that are shown once. */
final class SecretMembers {

    static final Set<String> NAMES = Set.of("creds", "secret", "shared_secret", "key", "token", "password");

    private SecretMembers() {}
}
