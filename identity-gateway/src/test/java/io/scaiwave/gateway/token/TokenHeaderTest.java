package io.scaiwave.gateway.token;

import static io.scaiwave.gateway.token.Trusted.RSA;
import static io.scaiwave.gateway.token.Trusted.good;
import static io.scaiwave.gateway.token.Trusted.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaiwave.gateway.token.TokenRefused.Reason;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A header names a key of the issuer and asks for nothing: G-06, G-07. */
class TokenHeaderTest {

    static Stream<Arguments> headersThatBringOrAskForMore() {
        return Stream.of(
                Arguments.of("jwk", RSA.jwk()),
                Arguments.of("jku", "http://127.0.0.1/keys"),
                Arguments.of("x5u", "http://127.0.0.1/cert"),
                Arguments.of("x5c", List.of("MIIB")),
                Arguments.of("crit", List.of("exp")),
                Arguments.of("crit", List.of()),
                Arguments.of("zip", "DEF"),
                Arguments.of("enc", "A256GCM"),
                Arguments.of("b64", false),
                Arguments.of("p2c", Integer.MAX_VALUE));
    }

    @ParameterizedTest
    @MethodSource("headersThatBringOrAskForMore")
    void aHeaderThatBringsItsOwnKeyOrAsksForMoreIsRefused(String name, Object value) {
        assertThat(refusal(good().header(name, value).sign())).isEqualTo(Reason.HEADER);
    }

    static Stream<String> oddKeyIds() {
        return Stream.of(
                "../../etc/passwd",
                "' or 1=1--",
                "a b",
                "k".repeat(1_000),
                "nul\u0000",
                "http://127.0.0.1/",
                "",
                "rsa ",
                "RSA",
                "line\r\nbreak");
    }

    @ParameterizedTest
    @MethodSource("oddKeyIds")
    void aKeyIdIsOnlyEverANameInTheIssuersSet(String kid) {
        assertThat(refusal(good().header("kid", kid).sign())).isEqualTo(Reason.KEY);
    }

    @Test
    void aTenKilobyteKeyIdIsRefusedBeforeAnythingIsParsed() {
        assertThat(refusal(good().header("kid", "k".repeat(10_000)).sign())).isEqualTo(Reason.FORM);
    }

    @Test
    void aMissingKeyIdOrOneOfAnotherTypeIsRefused() {
        assertThat(refusal(good().withoutHeader("kid").sign())).isEqualTo(Reason.KEY);
        assertThat(refusal(good().header("kid", 1).sign())).isEqualTo(Reason.KEY);
    }
}
