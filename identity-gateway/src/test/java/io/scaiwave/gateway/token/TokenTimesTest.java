package io.scaiwave.gateway.token;

import static io.scaiwave.gateway.token.TestIssuer.NOW;
import static io.scaiwave.gateway.token.Trusted.VERIFIER;
import static io.scaiwave.gateway.token.Trusted.good;
import static io.scaiwave.gateway.token.Trusted.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaiwave.gateway.token.TokenRefused.Reason;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From when until when: G-12. */
class TokenTimesTest {

    private static long at(int seconds) {
        return NOW.getEpochSecond() + seconds;
    }

    @Test
    void theSkewIsSixtySecondsAndNotOneMore() {
        assertThat(VERIFIER.verify(good().claim("exp", at(-59)).sign()).succeeded())
                .isTrue();
        assertThat(refusal(good().claim("exp", at(-60)).sign())).isEqualTo(Reason.EXPIRED);
        assertThat(refusal(good().claim("exp", at(-61)).sign())).isEqualTo(Reason.EXPIRED);
        assertThat(VERIFIER.verify(good().claim("nbf", at(59)).sign()).succeeded())
                .isTrue();
        assertThat(VERIFIER.verify(good().claim("nbf", at(60)).sign()).succeeded())
                .isTrue();
        assertThat(refusal(good().claim("nbf", at(61)).sign())).isEqualTo(Reason.NOT_YET_VALID);
        assertThat(refusal(good().claim("iat", at(61)).sign())).isEqualTo(Reason.NOT_YET_VALID);
    }

    static Stream<String> datesThatAreNoWholeSeconds() {
        return Stream.of(
                "\"" + at(600) + "\"",
                at(600) + ".0",
                at(600) + ".5",
                "-1",
                "1e400",
                "1e10",
                "null",
                "true",
                "[]",
                "99999999999999999999",
                "9223372036854775807");
    }

    @ParameterizedTest
    @MethodSource("datesThatAreNoWholeSeconds")
    void aDateIsAWholeNumberOfSecondsAndNothingElse(String date) {
        for (String name : List.of("exp", "nbf", "iat")) {
            String payload = good().claim(name, 424242).payload().replace(":424242", ":" + date);

            assertThat(refusal(good().signPayload(payload))).isIn(Reason.CLAIMS, Reason.FORM);
        }
    }

    @Test
    void aTokenWithoutEndIsRefused() {
        assertThat(refusal(good().without("exp").sign())).isEqualTo(Reason.CLAIMS);
    }
}
