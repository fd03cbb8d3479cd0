package io.scaiwave.tenancy.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.testing.Scopes;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RedisKeyTest {

    private static final PartnerId SLOT = PartnerId.random();
    private static final List<Scope> SCOPES =
            List.of(Scopes.tenant(), Scopes.tenant(), Scopes.partner(), Scopes.partner(), Scopes.PLATFORM);

    /** What a key is made of. Two that differ must make two keys. */
    private record Made(Scope scope, String namespace, boolean inSlot, List<String> parts) {
        RedisKey key() {
            String[] each = parts.toArray(String[]::new);
            return inSlot ? RedisKey.inPartnerSlot(scope, namespace, SLOT, each) : RedisKey.of(scope, namespace, each);
        }
    }

    /** Few letters and short parts, so that what differs is close together. */
    @Provide
    Arbitrary<Made> made() {
        Arbitrary<String> part =
                Arbitraries.strings().withChars("a_-0").ofMinLength(1).ofMaxLength(3);
        return Combinators.combine(
                        Arbitraries.of(SCOPES),
                        Arbitraries.of("rl", "a", "a_a"),
                        Arbitraries.of(true, false),
                        part.list().ofMinSize(1).ofMaxSize(4))
                .as(Made::new);
    }

    @Property(tries = 5_000)
    void noTwoCollide(@ForAll("made") Made one, @ForAll("made") Made other) {
        assertThat(one.key().toString().equals(other.key().toString())).isEqualTo(one.equals(other));
        assertThat(one.key().equals(other.key())).isEqualTo(one.equals(other));
    }

    @Property
    void everyKeyHasTheOneForm(@ForAll("made") Made made) {
        assertThat(made.key().toString())
                .matches("sw:(tnt_[0-9a-z]{26}|prt_[0-9a-z]{26}|platform):[a-z_]+:"
                        + "(\\{prt_[0-9a-z]{26}}:)?[A-Za-z0-9_-]+(:[A-Za-z0-9_-]+)*")
                .startsWith("sw:" + Scopes.owner(made.scope()) + ":");
    }

    /** Whatever a caller sends: it is refused, or it is one part, as it stands. */
    @Property(tries = 5_000)
    void aPartIsTakenAsItStandsOrRefused(@ForAll String part) {
        Scope scope = SCOPES.getFirst();
        if (part.matches("[A-Za-z0-9_-]{1,128}")) {
            assertThat(RedisKey.of(scope, "rl", part)).hasToString("sw:" + Scopes.owner(scope) + ":rl:" + part);
        } else {
            assertThatIllegalArgumentException().isThrownBy(() -> RedisKey.of(scope, "rl", part));
        }
    }

    @Example
    void separatorsWildcardsAndHashTagsAreRefusedInAnyPart() {
        for (String bad : List.of(
                "a:b",
                ":",
                "*",
                "a*",
                "?",
                "[a]",
                "{a}",
                "{",
                "}",
                "{prt_x}",
                "",
                " ",
                "a b",
                "a\r\nb",
                "a\n",
                "\0",
                "ä",
                "a".repeat(129))) {
            assertThatThrownBy(() -> RedisKey.of(Scopes.tenant(), "rl", "good", bad))
                    .as(bad)
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> RedisKey.inPartnerSlot(Scopes.tenant(), "rl", SLOT, bad, "good"))
                    .as(bad)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Example
    void aNamespaceIsAPlainWord() {
        for (String bad : List.of("", "A", "1a", "a:b", "a-b", "{a}", "*", "a\n", "a".repeat(32))) {
            assertThatThrownBy(() -> RedisKey.of(Scopes.tenant(), bad, "x"))
                    .as(bad)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Example
    void aKeyOfNothingIsRefused() {
        assertThatThrownBy(() -> RedisKey.of(Scopes.tenant(), "rl")).isInstanceOf(IllegalArgumentException.class);
    }

    /** Redis Cluster hashes what stands between the first brace and the next: that is the partner and nothing else. */
    @Example
    void theSlotIsThePartners() {
        for (Scope scope : SCOPES) {
            String key =
                    RedisKey.inPartnerSlot(scope, "rl", SLOT, "level", "user").toString();

            assertThat(key.substring(key.indexOf('{') + 1, key.indexOf('}'))).isEqualTo(SLOT.wire());
            assertThat(Arrays.stream(key.split("")).filter("{"::equals)).hasSize(1);
        }
    }
}
