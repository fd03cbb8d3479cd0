package io.scaiwave.tenancy.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.FieldError;
import io.scaiwave.tenancy.problem.RefusedException;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;

class ETagsTest {

    private static final long MOST = 999_999_999_999_999_999L;

    @Property
    void theVersionComesBackOutOfItsTag(@ForAll @LongRange(min = 0, max = MOST) long version) {
        assertThat(ETags.of(version)).matches("\"\\d+\"");
        assertThat(ETags.required(ETags.of(version))).isEqualTo(version);
        assertThatCode(() -> ETags.check(version, version)).doesNotThrowAnyException();
    }

    @Property
    void anotherVersionIsAConflict(
            @ForAll @LongRange(min = 0, max = MOST) long wanted, @ForAll @LongRange(min = 0, max = MOST) long current) {
        if (wanted == current) {
            return;
        }
        assertRefused(ErrorCode.SW_VERSION_CONFLICT, () -> ETags.check(wanted, current));
    }

    @Example
    void aStarMatchesAnyVersion() {
        assertThatCode(() -> ETags.check(ETags.required(" * "), 7)).doesNotThrowAnyException();
    }

    @Example
    void withoutATagThePreconditionIsRequired() {
        for (@Nullable String none : Arrays.asList(null, "", "  ")) {
            assertRefused(ErrorCode.SW_PRECONDITION_REQUIRED, () -> ETags.required(none));
        }
    }

    /** Weak tags never match in If-Match; lists and foreign forms name no version of ours. */
    @Example
    void whatIsNoTagOfOursNamesNoCurrentVersion() {
        for (String other : List.of(
                "7", "W/\"7\"", "\"7\", \"8\"", "\"\"", "\"-1\"", "\"7", "\"a\"", "\"1234567890123456789\"", "\"٧\"")) {
            assertRefused(ErrorCode.SW_VERSION_CONFLICT, () -> ETags.required(other));
        }
    }

    private static void assertRefused(ErrorCode code, Runnable asked) {
        RefusedException refused = catchThrowableOfType(RefusedException.class, asked::run);

        assertThat(refused).isNotNull();
        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused.errors()).extracting(FieldError::field).containsExactly("If-Match");
    }
}
