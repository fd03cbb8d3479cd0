package io.scaiwave.cli.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.scaiwave.cli.Json;
import io.scaiwave.cli.keys.Jwk;
import io.scaiwave.cli.keys.KeyFolder;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevIssuerTest {
    @TempDir
    Path dir;

    @Test
    void aTokenVerifiesWithThePublicHalfItsHeaderNames() throws Exception {
        String jwk = Jwk.rsa("dev-issuer");
        KeyFolder keys = KeyFolder.open(dir);
        keys.write("dev-issuer.jwk", jwk);
        String[] token = DevIssuer.of(keys).sign(DevClaims.superAdmin()).split("\\.");
        JsonNode open = Json.read(Jwk.publicSet(List.of(jwk))).at("/keys/0");
        assertThat(json(token[0]).get("kid")).isEqualTo(open.get("kid"));
        Signature verifier = Signature.getInstance("SHA256withRSA");
        verifier.initVerify(KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(number(open.get("n")), number(open.get("e")))));
        verifier.update((token[0] + "." + token[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(verifier.verify(Base64.getUrlDecoder().decode(token[2]))).isTrue();
    }

    @Test
    void aTokenIsGoodForItsLifetimeAndNoLonger() {
        var claims =
                new DevClaims("alice", null, List.of("tenant_user"), "tnt_x", null, Duration.ofMinutes(5)).at(1000);
        assertThat(claims).containsEntry("nbf", 1000L).containsEntry("exp", 1300L);
    }

    @Test
    void onlyTheScopeOfTheTokenIsClaimed() {
        assertThat(DevClaims.tenantAdmin("alice", "tnt_x").at(0))
                .containsEntry("tenant_id", "tnt_x")
                .doesNotContainKeys("partner_id", "email");
        assertThat(DevClaims.partnerAdmin("pat", "prt_x").at(0))
                .containsEntry("partner_id", "prt_x")
                .doesNotContainKey("tenant_id");
        assertThat(DevClaims.superAdmin().at(0)).doesNotContainKeys("partner_id", "tenant_id");
    }

    @Test
    void twoTokensOfTheSameSecondDiffer() {
        assertThat(DevClaims.superAdmin().at(0).get("jti"))
                .isNotEqualTo(DevClaims.superAdmin().at(0).get("jti"));
    }

    private static JsonNode json(String part) {
        return Json.read(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
    }

    private static BigInteger number(JsonNode value) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(value.asText()));
    }
}
