package io.scaiwave.gateway.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A published key set is used as a whole or not at all. */
class KeySetTest {

    private static final List<Algorithm> ALL = List.of(Algorithm.values());
    private static final TestKey KEY = TestKey.of("k1", Algorithm.ES256);

    private static KeySet parse(String json) throws KeySet.Unusable {
        return KeySet.parse(json.getBytes(StandardCharsets.UTF_8), ALL);
    }

    private static void assertUnusable(List<Map<String, Object>> jwks) {
        assertThatThrownBy(() -> parse(TestToken.json(Map.of("keys", jwks)))).isInstanceOf(KeySet.Unusable.class);
    }

    private static Map<String, Object> with(String name, Object value) {
        Map<String, Object> jwk = new HashMap<>(KEY.jwk());
        jwk.put(name, value);
        return jwk;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "<html>", "[]", "null", "{}", "{\"keys\":{}}", "{\"keys\":[]}", "{\"keys\":[],\"keys\":[]}"})
    void whatIsNoKeySetIsRefused(String json) {
        assertThatThrownBy(() -> parse(json)).isInstanceOf(KeySet.Unusable.class);
    }

    @Test
    void aDoubledKeyIdIsRefused() {
        assertUnusable(List.of(KEY.jwk(), TestKey.of("k1", Algorithm.EDDSA).jwk()));
    }

    @Test
    void aSymmetricOrPrivateKeyInsideSpoilsTheWholeSet() {
        assertUnusable(List.of(KEY.jwk(), Map.of("kty", "oct", "kid", "s", "k", "c2VjcmV0", "alg", "HS256")));
        assertUnusable(List.of(with("d", "c2VjcmV0")));
    }

    @Test
    void tooManyKeysAreRefused() {
        assertUnusable(new ArrayList<>(Collections.nCopies(101, KEY.jwk())));
    }

    @Test
    void keysThatAreNotForSigningOrNotOursAreSkipped() throws KeySet.Unusable {
        TestKey other = TestKey.of("k2", Algorithm.EDDSA);
        Map<String, Object> forEncryption = new HashMap<>(other.jwk());
        forEncryption.put("use", "enc");
        Map<String, Object> unknownKind = Map.of("kty", "XYZ", "kid", "k3");

        KeySet keys = parse(TestToken.json(Map.of("keys", List.of(KEY.jwk(), forEncryption, unknownKind))));

        assertThat(keys.byKid()).containsOnlyKeys("k1");
    }

    @Test
    void aKeyThatDoesNotFitItsAlgorithmIsSkipped() {
        assertUnusable(List.of(with("alg", "RS256")));
        assertUnusable(List.of(with("alg", "ES384")));
        assertUnusable(List.of(with("alg", "HS256")));
    }

    @Test
    void anRsaKeyWhosePublicExponentHidesNothingIsSkipped() {
        TestKey rsa = TestKey.of("rsa", Algorithm.RS256);
        for (String exponent : List.of("AQ", "Ag", "AQAA")) {
            Map<String, Object> jwk = new HashMap<>(rsa.jwk());
            jwk.put("e", exponent);

            assertUnusable(List.of(jwk));
        }
    }

    @Test
    void aShortRsaKeyIsSkipped() throws Exception {
        var generator = java.security.KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        TestKey weak = new TestKey("weak", Algorithm.RS256, generator.generateKeyPair());

        assertUnusable(List.of(weak.jwk()));
    }
}
