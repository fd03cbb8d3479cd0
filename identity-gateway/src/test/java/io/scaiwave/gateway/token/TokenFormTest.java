package io.scaiwave.gateway.token;

import static io.scaiwave.gateway.token.Trusted.good;
import static io.scaiwave.gateway.token.Trusted.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaiwave.gateway.token.TokenRefused.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A token has one form and one spelling: G-13, G-15, G-17. */
class TokenFormTest {

    @Test
    void aDoubledMemberIsRefusedWhereverItIs() {
        String doubled = good().payload().replaceFirst("\\{", "{\"tenant_id\":\"" + TestToken.TENANT + "\",");
        String doubledHeader = "{\"alg\":\"none\",\"alg\":\"RS256\",\"kid\":\"rsa\"}";
        String nested = good().payload().replaceFirst("\\{", "{\"x\":{\"a\":1,\"a\":2},");

        assertThat(refusal(good().signPayload(doubled))).isEqualTo(Reason.FORM);
        assertThat(refusal(good().sign(doubledHeader, good().payload()))).isEqualTo(Reason.FORM);
        assertThat(refusal(good().signPayload(nested))).isEqualTo(Reason.FORM);
    }

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
}
