package io.scaiwave.gateway.token;

import static io.scaiwave.gateway.token.TestIssuer.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaiwave.gateway.token.TokenRefused.Reason;
import io.scaiwave.tenancy.context.Role;
import io.scaiwave.tenancy.id.TenantId;
import io.vertx.core.Future;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which tokens are believed, and which are not. */
class TokenVerifierTest {

    private static final TestKey RSA = TestKey.of("rsa", Algorithm.RS256);
    private static final TestKey PSS = TestKey.of("pss", Algorithm.PS256);
    private static final TestKey EC = TestKey.of("ec", Algorithm.ES256);
    private static final TestKey ED = TestKey.of("ed", Algorithm.EDDSA);
    private static final TokenVerifier VERIFIER = TestIssuer.verifier(new IssuerScope.OfPlatform(), RSA, PSS, EC, ED);

    private static TestKey key(Algorithm algorithm) {
        return switch (algorithm) {
            case RS256 -> RSA;
            case PS256 -> PSS;
            case ES256 -> EC;
            case EDDSA -> ED;
        };
    }

    private static TestToken good() {
        return TestToken.good(RSA, NOW);
    }

    private static Reason refusal(String token) {
        Future<VerifiedToken> verified = VERIFIER.verify(token);
        assertThat(verified.failed()).as("refused").isTrue();
        assertThat(verified.cause()).isInstanceOf(TokenRefused.class);
        return ((TokenRefused) verified.cause()).reason();
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void aGoodTokenOfEachAlgorithmIsBelieved(Algorithm algorithm) {
        Future<VerifiedToken> verified =
                VERIFIER.verify(TestToken.good(key(algorithm), NOW).sign());

        assertThat(verified.result().subject()).isEqualTo("alice");
        assertThat(verified.result().home()).isEqualTo(new Home.OfTenant(TenantId.parse(TestToken.TENANT)));
        assertThat(verified.result().grants().roles()).containsExactly(Role.TENANT_USER);
    }

    // G-01

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

    @Test
    void aTokenWithoutSignatureIsRefused() {
        String token = good().sign();
        String unsigned = token.substring(0, token.lastIndexOf('.'));

        assertThat(refusal(unsigned)).isEqualTo(Reason.FORM);
        assertThat(refusal(unsigned + ".")).isEqualTo(Reason.FORM);
        assertThat(refusal(good().header("alg", "none").sign().replaceAll("\\.[^.]*$", ".")))
                .isEqualTo(Reason.FORM);
    }

    // G-02

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

    // G-03

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

    // G-05

    static Stream<byte[]> psychicSignatures() {
        byte[] zero = new byte[64];
        byte[] order = new byte[64];
        byte[] n = new BigInteger("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", 16).toByteArray();
        System.arraycopy(n, n.length - 32, order, 0, 32);
        System.arraycopy(n, n.length - 32, order, 32, 32);
        byte[] half = zero.clone();
        half[31] = 1;
        byte[] otherHalf = zero.clone();
        otherHalf[63] = 1;
        return Stream.of(zero, order, half, otherHalf, new byte[63], new byte[65], new byte[128]);
    }

    @ParameterizedTest
    @MethodSource("psychicSignatures")
    void anEs256SignatureOutOfRangeIsRefused(byte[] signature) {
        String token = TestToken.good(EC, NOW).sign();
        String input = token.substring(0, token.lastIndexOf('.') + 1);

        assertThat(refusal(input + TestToken.encode(signature))).isEqualTo(Reason.SIGNATURE);
    }

    @Test
    void anEd25519SignatureWithMoreBehindItIsRefused() {
        String token = TestToken.good(ED, NOW).sign();
        int dot = token.lastIndexOf('.') + 1;
        byte[] longer = Arrays.copyOf(Base64.getUrlDecoder().decode(token.substring(dot)), 65);

        assertThat(refusal(token.substring(0, dot) + TestToken.encode(longer))).isEqualTo(Reason.SIGNATURE);
    }

    @Test
    void anotherKeysSignatureIsRefused() {
        TestKey stranger = TestKey.of("rsa", Algorithm.RS256);

        assertThat(refusal(TestToken.good(stranger, NOW).sign())).isEqualTo(Reason.SIGNATURE);
    }

    // G-06

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

    // G-07

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

    // G-11

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

    // G-12

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

    // G-13

    static Stream<Object> tenantsThatAreNone() {
        return Stream.of(
                "",
                " ",
                List.of(TestToken.TENANT),
                1,
                Map.of(),
                TestToken.TENANT.toUpperCase(java.util.Locale.ROOT),
                " " + TestToken.TENANT,
                TestToken.TENANT + "\n",
                TestToken.PARTNER,
                "tnt_81h455vb4pex5vsknk084sn02q",
                "acme",
                "018e455b-0000-7000-8000-000000000000");
    }

    @ParameterizedTest
    @MethodSource("tenantsThatAreNone")
    void aTenantClaimHasOneSpelling(Object tenant) {
        assertThat(refusal(good().claim("tenant_id", tenant).sign())).isEqualTo(Reason.CLAIMS);
    }

    @Test
    void aTenantRoleWithoutATenantIsRefused() {
        assertThat(refusal(good().without("tenant_id").sign())).isEqualTo(Reason.TENANT);
        assertThat(refusal(good().signPayload(good().payload().replace("\"" + TestToken.TENANT + "\"", "null"))))
                .isEqualTo(Reason.CLAIMS);
    }

    @Test
    void aDoubledMemberIsRefusedWhereverItIs() {
        String doubled = good().payload().replaceFirst("\\{", "{\"tenant_id\":\"" + TestToken.TENANT + "\",");
        String doubledHeader = "{\"alg\":\"none\",\"alg\":\"RS256\",\"kid\":\"rsa\"}";
        String nested = good().payload().replaceFirst("\\{", "{\"x\":{\"a\":1,\"a\":2},");

        assertThat(refusal(good().signPayload(doubled))).isEqualTo(Reason.FORM);
        assertThat(refusal(good().sign(doubledHeader, good().payload()))).isEqualTo(Reason.FORM);
        assertThat(refusal(good().signPayload(nested))).isEqualTo(Reason.FORM);
    }

    // G-15

    @Test
    void aTokenHasOneSpelling() {
        String token = good().sign();
        String[] parts = token.split("\\.");

        for (String spelling : List.of(
                token + "=",
                token + "\n",
                " " + token,
                token.replace(".", ". "),
                parts[0] + "=." + parts[1] + "." + parts[2],
                parts[0] + "." + parts[1].substring(0, 5) + "\n" + parts[1].substring(5) + "." + parts[2],
                parts[0] + "." + parts[1] + "." + parts[2].replace('-', '+').replace('_', '/') + "+",
                token + ".")) {
            assertThat(refusal(spelling)).as(spelling).isEqualTo(Reason.FORM);
        }
    }

    // G-17

    @Test
    void anEncryptedTokenIsRefusedForItsFormAlone() {
        String bomb = TestToken.encode("{\"alg\":\"PBES2-HS512+A256KW\",\"enc\":\"A256GCM\",\"p2c\":2147483647}");

        assertThat(refusal(bomb + ".AAAA.AAAA.AAAA.AAAA")).isEqualTo(Reason.FORM);
    }

    @Test
    void deepAndLongDocumentsAreRefused() {
        assertThat(refusal(good().signPayload("{\"a\":".repeat(50) + "1" + "}".repeat(50))))
                .isEqualTo(Reason.FORM);
        assertThat(refusal("a".repeat(9_000) + ".b.c")).isEqualTo(Reason.FORM);
        assertThat(refusal(good().signPayload("[1]"))).isEqualTo(Reason.FORM);
        assertThat(refusal(good().signPayload(good().payload() + "{}"))).isEqualTo(Reason.FORM);
        assertThat(refusal(good().signPayload("\uFEFF" + good().payload()))).isEqualTo(Reason.FORM);
    }

    // G-33

    @Test
    void aRoleWeDoNotKnowGivesNothing() {
        VerifiedToken token = VERIFIER.verify(
                        good().claim("roles", List.of("root", "TENANT_ADMIN")).sign())
                .result();

        assertThat(token.grants().roles()).isEmpty();
        assertThat(token.grants().permissions()).isEmpty();
    }

    @Test
    void aTenantsSubjectHoldsNoRoleFromAbove() {
        assertThat(refusal(good().claim("roles", List.of("super_admin")).sign()))
                .isEqualTo(Reason.SCOPE);
        assertThat(refusal(good().claim("role", "partner_admin").sign())).isEqualTo(Reason.SCOPE);
        assertThat(refusal(good().without("tenant_id")
                        .claim("partner_id", TestToken.PARTNER)
                        .claim("roles", List.of("partner_admin", "super_admin"))
                        .sign()))
                .isEqualTo(Reason.SCOPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"roles", "groups_are_ignored"})
    void aPayloadChangedAfterSigningIsRefused(String claim) {
        String token = good().sign();
        String other =
                TestToken.encode(good().claim(claim, List.of("tenant_admin")).payload());
        String[] parts = token.split("\\.");

        assertThat(refusal(parts[0] + "." + other + "." + parts[2])).isEqualTo(Reason.SIGNATURE);
    }
}
