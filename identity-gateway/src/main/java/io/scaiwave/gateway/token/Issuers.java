package io.scaiwave.gateway.token;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The issuers we listen to, by their exact name. */
public final class Issuers {

    private final Map<String, Issuer> byId;

    public Issuers(Collection<Issuer> issuers) {
        byId = issuers.stream().collect(Collectors.toUnmodifiableMap(Issuer::id, Function.identity()));
    }

    Optional<Issuer> named(String id) {
        return Optional.ofNullable(byId.get(id));
    }
}
