package io.scaiwave.tenancy.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.testing.Scopes;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Tokens that were proven are remembered by every letter, until they end, and not without bound. */
class VerifiedCallersTest {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final Instant END = NOW.plusSeconds(60);
    private static final Caller ALICE = Scopes.user(Scopes.tenant());

    private final VerifiedCallers proven = new VerifiedCallers();

    @Test
    void aTokenIsRememberedUntilItsEndAndNotAMomentLonger() {
        proven.keep("token", ALICE, END, NOW);

        assertThat(proven.find("token", NOW)).isEqualTo(ALICE);
        assertThat(proven.find("token", END.minusNanos(1))).isEqualTo(ALICE);
        assertThat(proven.find("token", END)).isNull();
    }

    @Test
    void anotherTextIsAnotherToken() {
        proven.keep("token", ALICE, END, NOW);

        assertThat(proven.find("Token", NOW)).isNull();
        assertThat(proven.find("token ", NOW)).isNull();
        assertThat(proven.find("toke", NOW)).isNull();
    }

    @Test
    void fullOfLivingTokensItTakesNoMoreAndFullOfDeadOnesItMakesRoom() {
        for (int i = 0; i < 10_000; i++) {
            proven.keep("token " + i, ALICE, END, NOW);
        }

        proven.keep("one more", ALICE, END, NOW);
        assertThat(proven.find("one more", NOW)).isNull();
        assertThat(proven.find("token 0", NOW)).isEqualTo(ALICE);

        proven.keep("later", ALICE, END.plusSeconds(60), END);
        assertThat(proven.find("later", END)).isEqualTo(ALICE);
    }
}
