package io.scaiwave.gateway.token;

import static io.scaiwave.gateway.token.TestIssuer.NOW;
import static io.scaiwave.gateway.token.Trusted.EC;
import static io.scaiwave.gateway.token.Trusted.RSA;
import static io.scaiwave.gateway.token.Trusted.good;
import static io.scaiwave.gateway.token.Trusted.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaiwave.gateway.token.TokenRefused.Reason;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which algorithm may sign, and with which key: G-01 to G-03. */
class TokenAlgorithmsTest {

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "nOnE", "NONE", "", " RS256", "rs256", "HS256", "RS512", "ES384", "A128KW"})
    void anAlgorithmThatIsNotOnTheListIsRefused(String algorithm) {
        assertThat(refusal(good().header("alg", algorithm).sign())).isEqualTo(Reason.ALGORITHM);
    }

    @Test
    void anAlgorithmOfAnotherTypeOrNoneIsRefused() {
        assertThat(refusal(good().header("alg", List.of("RS256")).sign())).isEqualTo(Reason.ALGORITHM);
        assertThat(refusal(good().withoutHeader("alg").sign())).isEqualTo(Reason.ALGORITHM);
    }

    static Stream<byte[]> bytesOfThePublicKey() {
        byte[] der = RSA.pair().getPublic().getEncoded();
        String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        String pem = "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----";
        return Stream.of(
                der,
                pem.getBytes(StandardCharsets.US_ASCII),
                (pem + "\n").getBytes(StandardCharsets.US_ASCII),
                TestToken.json(RSA.jwk()).getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @MethodSource("bytesOfThePublicKey")
    void thePublicKeyIsNoSharedSecret(byte[] secret) throws GeneralSecurityException {
        String header = TestToken.json(Map.of("alg", "HS256", "kid", "rsa"));
        String input = TestToken.encode(header) + "." + TestToken.encode(good().payload());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));

        String token = input + "." + TestToken.encode(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));

        assertThat(refusal(token)).isEqualTo(Reason.ALGORITHM);
    }

    @ParameterizedTest
    @EnumSource(
            value = Algorithm.class,
            names = {"PS256", "ES256", "EDDSA"})
    void aKeySignsWithItsOwnAlgorithmOnly(Algorithm other) {
        String token = good().header("alg", other.wire()).sign();

        assertThat(refusal(token)).isEqualTo(Reason.ALGORITHM);
    }

    @Test
    void aRealPssSignatureByAKeyPinnedToRs256IsRefused() {
        String header = TestToken.json(Map.of("alg", "PS256", "kid", "rsa"));
        String input = TestToken.encode(header) + "." + TestToken.encode(good().payload());
        byte[] signature = TestKey.sign(Algorithm.PS256, RSA.pair().getPrivate(), input);

        assertThat(refusal(input + "." + TestToken.encode(signature))).isEqualTo(Reason.ALGORITHM);
    }

    @Test
    void aKeyThatNamesNoAlgorithmIsPinnedToTheFirstAllowedOne() {
        Map<String, Object> jwk = RSA.jwk();
        jwk.remove("alg");

        KeySet keys = TestIssuer.keySet(List.of(Algorithm.PS256, Algorithm.RS256), List.of(jwk));

        assertThat(keys.find("rsa").orElseThrow().algorithm()).isEqualTo(Algorithm.PS256);
    }

    @Test
    void anIssuersOwnListOfAlgorithmsBinds() {
        TokenVerifier verifier = TestIssuer.verifier(new IssuerScope.OfPlatform(), List.of(Algorithm.RS256), RSA, EC);

        assertThat(verifier.verify(good().sign()).succeeded()).isTrue();
        assertThat(verifier.verify(TestToken.good(EC, NOW).sign()).failed()).isTrue();
    }
}
