package io.scaiwave.gateway.token;

import static io.scaiwave.gateway.token.TestIssuer.NOW;
import static io.scaiwave.gateway.token.Trusted.EC;
import static io.scaiwave.gateway.token.Trusted.ED;
import static io.scaiwave.gateway.token.Trusted.VERIFIER;
import static io.scaiwave.gateway.token.Trusted.good;
import static io.scaiwave.gateway.token.Trusted.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaiwave.gateway.token.TokenRefused.Reason;
import io.scaiwave.tenancy.context.Role;
import io.scaiwave.tenancy.id.TenantId;
import io.vertx.core.Future;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is signed is believed, and nothing else is: G-05. */
class TokenSignatureTest {

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void aGoodTokenOfEachAlgorithmIsBelieved(Algorithm algorithm) {
        Future<VerifiedToken> verified =
                VERIFIER.verify(TestToken.good(Trusted.key(algorithm), NOW).sign());

        assertThat(verified.result().subject()).isEqualTo("alice");
        assertThat(verified.result().home()).isEqualTo(new Home.OfTenant(TenantId.parse(TestToken.TENANT)));
        assertThat(verified.result().grants().roles()).containsExactly(Role.TENANT_USER);
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
