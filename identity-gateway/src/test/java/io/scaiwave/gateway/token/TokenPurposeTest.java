package io.scaiwave.gateway.token;

import static io.scaiwave.gateway.token.Trusted.VERIFIER;
import static io.scaiwave.gateway.token.Trusted.good;
import static io.scaiwave.gateway.token.Trusted.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaiwave.gateway.token.TokenRefused.Reason;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who made a token, for whom, and what for: G-11. */
class TokenPurposeTest {

    @ParameterizedTest
    @ValueSource(strings = {"https://other.example", "https://issuer.example/", "HTTPS://issuer.example", " "})
    void anIssuerIsComparedExactly(String issuer) {
        assertThat(refusal(good().claim("iss", issuer).sign())).isEqualTo(Reason.ISSUER);
    }

    @Test
    void aTokenWithoutIssuerIsRefused() {
        assertThat(refusal(good().without("iss").sign())).isEqualTo(Reason.ISSUER);
        assertThat(refusal(good().claim("iss", List.of(TestToken.ISSUER)).sign()))
                .isEqualTo(Reason.CLAIMS);
    }

    static Stream<Object> otherAudiences() {
        return Stream.of(
                "other",
                "scaiwave-internal",
                List.of("other"),
                List.of(),
                Map.of("scaiwave", 1),
                1,
                List.of(1, "scaiwave"));
    }

    @ParameterizedTest
    @MethodSource("otherAudiences")
    void aTokenForAnotherAudienceIsRefused(Object audience) {
        assertThat(refusal(good().claim("aud", audience).sign())).isEqualTo(Reason.AUDIENCE);
    }

    @Test
    void aTokenWithoutAudienceIsRefusedAndOneAmongSeveralIsEnough() {
        assertThat(refusal(good().without("aud").sign())).isEqualTo(Reason.AUDIENCE);
        assertThat(VERIFIER.verify(good().claim("aud", List.of("other", "scaiwave"))
                                .sign())
                        .succeeded())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "jwt", "at+jwt", "application/at+jwt"})
    void theTypesOfAccessTokensAreBelieved(String type) {
        assertThat(VERIFIER.verify(good().header("typ", type).sign()).succeeded())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"id+jwt", "logout+jwt", "dpop+jwt", "secevent+jwt", "JWE", "refresh+jwt"})
    void otherTypesOfTokensAreRefused(String type) {
        assertThat(refusal(good().header("typ", type).sign())).isEqualTo(Reason.TYPE);
    }

    @Test
    void idTokensAreRefusedByWhatOnlyTheyCarry() {
        assertThat(refusal(good().claim("nonce", "n").sign())).isEqualTo(Reason.TYPE);
        assertThat(refusal(good().claim("at_hash", "h").sign())).isEqualTo(Reason.TYPE);
        assertThat(refusal(good().claim("typ", "ID").sign())).isEqualTo(Reason.TYPE);
        assertThat(refusal(good().claim("typ", "Refresh").sign())).isEqualTo(Reason.TYPE);
        assertThat(VERIFIER.verify(good().claim("typ", "Bearer").sign()).succeeded())
                .isTrue();
    }
}
