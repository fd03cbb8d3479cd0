package io.scaiwave.gateway.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scaiwave.gateway.token.TokenRefused.Reason;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a token's header may say: which algorithm, which of the issuer's keys, which type. A header that brings its own
 * key, or asks for something we do not do, is refused.
 */
record JoseHeader(Algorithm algorithm, String kid) {

    private static final List<String> REFUSED = List.of(
            "crit",
            "jwk",
            "jku",
            "x5u",
            "x5c",
            "x5t",
            "x5t#S256",
            "zip",
            "enc",
            "b64",
            "epk",
            "apu",
            "apv",
            "p2c",
            "p2s");
    private static final Pattern KID = Pattern.compile("[\\x21-\\x7e]{1,128}");

    /** RFC 9068 asks for {@code at+jwt}; many providers still say {@code JWT} or nothing. Other types are other tokens. */
    private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt", "application/jwt");

    static JoseHeader of(ObjectNode header) {
        if (REFUSED.stream().anyMatch(header::has)) {
            throw TokenRefused.because(Reason.HEADER);
        }
        JsonNode type = header.get("typ");
        if (type != null && !(type.isTextual() && TYPES.contains(type.asText().toLowerCase(Locale.ROOT)))) {
            throw TokenRefused.because(Reason.TYPE);
        }
        JsonNode alg = header.get("alg");
        if (alg == null || !alg.isTextual()) {
            throw TokenRefused.because(Reason.ALGORITHM);
        }
        Algorithm algorithm = Algorithm.of(alg.asText()).orElseThrow(() -> TokenRefused.because(Reason.ALGORITHM));
        JsonNode kid = header.get("kid");
        if (kid == null || !kid.isTextual() || !KID.matcher(kid.asText()).matches()) {
            throw TokenRefused.because(Reason.KEY);
        }
        return new JoseHeader(algorithm, kid.asText());
    }
}
