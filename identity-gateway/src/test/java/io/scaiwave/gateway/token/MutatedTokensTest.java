package io.scaiwave.gateway.token;

import static io.scaiwave.gateway.token.TestIssuer.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

/** A token that differs from a signed one in anything at all is refused, by an answer and never by a fault. */
class MutatedTokensTest {

    private static final TestKey[] KEYS = {
        TestKey.of("k0", Algorithm.ES256), TestKey.of("k1", Algorithm.EDDSA), TestKey.of("k2", Algorithm.RS256)
    };
    private static final TokenVerifier VERIFIER = TestIssuer.verifier(new IssuerScope.OfPlatform(), KEYS);

    private static final String[] TOKENS =
            Arrays.stream(KEYS).map(key -> TestToken.good(key, NOW).sign()).toArray(String[]::new);

    private static String token(int key) {
        return TOKENS[key];
    }

    private static void assertRefused(String text) {
        var verified = VERIFIER.verify(text);

        assertThat(verified.failed()).as(text).isTrue();
        assertThat(verified.cause()).isInstanceOf(TokenRefused.class);
    }

    @Property(tries = 2_000)
    void oneCharacterExchanged(
            @ForAll @IntRange(max = 2) int key, @ForAll @IntRange(max = 10_000) int at, @ForAll char character) {
        StringBuilder text = new StringBuilder(token(key));
        int index = at % text.length();
        if (text.charAt(index) == character) {
            return;
        }
        text.setCharAt(index, character);

        assertRefused(text.toString());
    }

    @Property(tries = 1_000)
    void oneCharacterMoreOrLess(
            @ForAll @IntRange(max = 2) int key, @ForAll @IntRange(max = 10_000) int at, @ForAll char character) {
        StringBuilder text = new StringBuilder(token(key));
        int index = at % text.length();
        if (character % 2 == 0) {
            text.insert(index, character);
        } else {
            text.deleteCharAt(index);
        }

        assertRefused(text.toString());
    }

    @Property(tries = 1_000)
    void partsOfTwoTokensMixed(@ForAll @IntRange(max = 2) int one, @ForAll @IntRange(max = 2) int other) {
        String[] first = token(one).split("\\.");
        String[] second = TestToken.good(KEYS[other], NOW.plusSeconds(1)).sign().split("\\.");

        assertRefused(first[0] + "." + first[1] + "." + second[2]);
        assertRefused(first[0] + "." + second[1] + "." + first[2]);
    }

    @Property(tries = 1_000)
    void anyTextAtAll(@ForAll @StringLength(max = 300) String text) {
        assertRefused(text);
    }
}
