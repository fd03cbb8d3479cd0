package io.scaiwave.gateway.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.scaiwave.gateway.token.TokenRefused.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * G-04: what others have got wrong about signed tokens. The vectors sign the word "foo", which is no token's payload, so
 * they are asked as far as the signature: form, header, key set, key, signature.
 */
class WycheproofTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** We speak no shared secrets: what is valid by one is refused here like everything else about it. */
    private static final String SHARED_SECRET = "oct";

    /** Called valid there, though the Base64 is not: read leniently, the text is that of a valid one. */
    private static final Set<Integer> LENIENT = Set.of(372, 373);

    private record Vector(int number, String comment, String jws, boolean valid) {

        String name() {
            return number + " " + comment;
        }
    }

    private record Group(String comment, JsonNode keys, List<Vector> vectors) {

        boolean isSharedSecret() {
            return StreamSupport.stream(keys.spliterator(), false)
                    .anyMatch(key -> key.path("kty").asText().equals(SHARED_SECRET));
        }
    }

    private static List<Group> groups(String file) throws IOException {
        try (InputStream in = WycheproofTest.class.getResourceAsStream("/wycheproof/" + file)) {
            return stream(JSON.readTree(in).path("testGroups"))
                    .map(group -> new Group(
                            group.path("comment").asText(),
                            group.path("keys"),
                            stream(group.path("tests"))
                                    .map(WycheproofTest::vector)
                                    .toList()))
                    .toList();
        }
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static Vector vector(JsonNode test) {
        return new Vector(
                test.path("tcId").asInt(),
                test.path("comment").asText(),
                test.path("jws").asText(),
                test.path("result").asText().equals("valid"));
    }

    @Test
    void noneIsMissing() throws IOException {
        assertThat(numbers("json_web_signature.json")).hasSize(401);
        assertThat(numbers("json_web_key.json")).hasSize(26);
        assertThat(numbers("json_web_crypto.json")).hasSize(49);
    }

    private static Set<Integer> numbers(String file) throws IOException {
        return groups(file).stream()
                .flatMap(group -> group.vectors().stream())
                .map(Vector::number)
                .collect(Collectors.toSet());
    }

    @TestFactory
    Stream<DynamicTest> signatures() throws IOException {
        return verified("json_web_signature.json");
    }

    @TestFactory
    Stream<DynamicTest> keys() throws IOException {
        return verified("json_web_key.json");
    }

    @TestFactory
    Stream<DynamicTest> keysOfAllKinds() throws IOException {
        return verified("json_web_crypto.json");
    }

    private static Stream<DynamicTest> verified(String file) throws IOException {
        return groups(file).stream().flatMap(group -> group.vectors().stream()
                .map(vector -> DynamicTest.dynamicTest(
                        group.comment() + " " + vector.name(), () -> assertThat(isBelieved(vector.jws(), group.keys()))
                                .isEqualTo(vector.valid() && !group.isSharedSecret() && isSpoken(vector.jws())))));
    }

    /** Some are valid by algorithms that are not allowed here, or sign nothing at all: no token of ours. */
    private static boolean isSpoken(String jws) throws IOException {
        String[] parts = jws.split("\\.", -1);
        JsonNode header = JSON.readTree(Base64.getUrlDecoder().decode(parts[0]));
        return !parts[1].isEmpty() && Algorithm.of(header.path("alg").asText()).isPresent();
    }

    private static boolean isBelieved(String jws, JsonNode keys) throws IOException {
        try {
            KeySet published = KeySet.parse(JSON.writeValueAsBytes(Map.of("keys", keys)), List.of(Algorithm.values()));
            CompactToken token = CompactToken.parse(jws);
            JoseHeader header = JoseHeader.of(token.header());
            return TokenVerifier.provenBy(published.find(header.kid()), token, header)
                    .isLive();
        } catch (TokenRefused | KeySet.Unusable refused) {
            return false;
        }
    }

    /** Whoever holds the secret of these, only the spelling can be wrong about them. */
    @TestFactory
    Stream<DynamicTest> spellings() throws IOException {
        return groups("base64.json").stream().flatMap(group -> group.vectors().stream()
                .map(vector -> DynamicTest.dynamicTest(
                        vector.name(),
                        () -> assertSpelling(vector, vector.valid() && !LENIENT.contains(vector.number())))));
    }

    private static void assertSpelling(Vector vector, boolean wellSpelt) {
        if (wellSpelt) {
            assertThatCode(() -> CompactToken.parse(vector.jws())).doesNotThrowAnyException();
        } else {
            assertThatCode(() -> CompactToken.parse(vector.jws()))
                    .isInstanceOfSatisfying(TokenRefused.class, refused -> assertThat(refused.reason())
                            .isEqualTo(Reason.FORM));
        }
    }
}
