package io.scaiwave.tenancy.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaiwave.tenancy.problem.RefusedException;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** The vectors of the TypeID specification. Ours always have a prefix, so what has none is tried with {@code tnt}. */
class TypeIdVectorsTest {

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "/typeid/valid.csv")
    void aValidOneReadsAndWritesTheSame(String name, String specified, String suffix, UUID uuid) {
        String prefix = specified.isEmpty() ? "tnt" : specified;
        String text = prefix + "_" + suffix;

        assertThat(TypeIdCodec.parse(prefix, text, Function.identity())).isEqualTo(uuid);
        assertThat(TypeIdCodec.format(prefix, uuid)).isEqualTo(text);
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "/typeid/invalid.csv")
    void anInvalidOneIsRefusedWhateverIsExpected(String name, String text) {
        assertRefused("prefix", text);
        assertRefused("tnt", text);
        assertRefused("tnt", text.replaceFirst("^prefix_", "tnt_"));
    }

    private static void assertRefused(String prefix, String text) {
        assertThatThrownBy(() -> TypeIdCodec.parse(prefix, text, Function.identity()))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("SW_ID_INVALID");
    }
}
