package io.scaiwave.gateway.token;

import static io.scaiwave.gateway.token.TestIssuer.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaiwave.gateway.token.TokenRefused.Reason;
import io.vertx.core.Future;

/** An issuer of the platform with a key of each algorithm, and what becomes of the tokens shown to it. */
final class Trusted {

    static final TestKey RSA = TestKey.of("rsa", Algorithm.RS256);
    static final TestKey PSS = TestKey.of("pss", Algorithm.PS256);
    static final TestKey EC = TestKey.of("ec", Algorithm.ES256);
    static final TestKey ED = TestKey.of("ed", Algorithm.EDDSA);
    static final TokenVerifier VERIFIER = TestIssuer.verifier(new IssuerScope.OfPlatform(), RSA, PSS, EC, ED);

    private Trusted() {}

    static TestKey key(Algorithm algorithm) {
        return switch (algorithm) {
            case RS256 -> RSA;
            case PS256 -> PSS;
            case ES256 -> EC;
            case EDDSA -> ED;
        };
    }

    static TestToken good() {
        return TestToken.good(RSA, NOW);
    }

    /** Why the token was refused; it must have been. */
    static Reason refusal(String token) {
        Future<VerifiedToken> verified = VERIFIER.verify(token);
        assertThat(verified.failed()).as("refused").isTrue();
        assertThat(verified.cause()).isInstanceOf(TokenRefused.class);
        return ((TokenRefused) verified.cause()).reason();
    }
}
