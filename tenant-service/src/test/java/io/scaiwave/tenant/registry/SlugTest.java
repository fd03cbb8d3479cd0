package io.scaiwave.tenant.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaiwave.tenancy.problem.RefusedException;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class SlugTest {

    private static final Map<String, List<String>> LOOK_ALIKES = Map.of(
            "o", List.of("0"),
            "l", List.of("1", "i"),
            "i", List.of("1", "l", "j"),
            "e", List.of("3"),
            "a", List.of("4"),
            "s", List.of("5"),
            "t", List.of("7"),
            "b", List.of("8"),
            "m", List.of("rn"),
            "w", List.of("vv"));

    @Provide
    Arbitrary<String> reserved() {
        return Arbitraries.of(ReservedWords.WORDS);
    }

    @Property
    void aReservedWordIsRefusedInEverySpellingThatReadsAlike(
            @ForAll("reserved") String word,
            @ForAll @IntRange(max = 1000) int where,
            @ForAll @IntRange(max = 9) int which) {
        int at = where % word.length();
        List<String> others = LOOK_ALIKES.getOrDefault(word.substring(at, at + 1), List.of(word.substring(at, at + 1)));
        String spelled = word.substring(0, at) + others.get(which % others.size()) + word.substring(at + 1);

        assertThatThrownBy(() -> Slug.parse(spelled)).isInstanceOf(RefusedException.class);
    }

    @Property
    void hyphensDoNotDisguiseAReservedWord(@ForAll("reserved") String word, @ForAll @IntRange(max = 1000) int where) {
        int at = 1 + where % (word.length() - 1);

        assertThatThrownBy(() -> Slug.parse(word.substring(0, at) + "-" + word.substring(at)))
                .isInstanceOf(RefusedException.class);
    }

    @Property(tries = 2_000)
    void anyTextIsEitherASlugOfTheFormOrRefused(@ForAll String text) {
        try {
            assertThat(Slug.parse(text).value()).matches("^[a-z0-9](?:[a-z0-9-]{1,61}[a-z0-9])$");
        } catch (RefusedException refused) {
            assertThat(refused.errors()).singleElement().matches(error -> error.field()
                    .equals("slug"));
        }
    }

    @Example
    void theseAreRefused() {
        assertThat(List.of(
                        "4dmin",
                        "adrnin",
                        "a-d-m-i-n",
                        "vvvvvv",
                        "vvww",
                        "ap1",
                        "l0gin",
                        "xn--acme",
                        "ab",
                        "-abc",
                        "abc-",
                        "Acme",
                        "a_b",
                        "acme\n",
                        "a".repeat(64),
                        "tëst",
                        "we11-kn0wn",
                        "ac.me",
                        "../x",
                        "sw-p"))
                .allSatisfy(text -> assertThatThrownBy(() -> Slug.parse(text)).isInstanceOf(RefusedException.class));
    }

    @Example
    void theseAreTaken() {
        assertThat(List.of("acme", "widgets", "a1b", "acme-2", "a".repeat(63), "tnt-corp", "administration"))
                .allSatisfy(text -> assertThat(Slug.parse(text).value()).isEqualTo(text));
    }
}
