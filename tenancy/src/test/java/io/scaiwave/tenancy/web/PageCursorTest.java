package io.scaiwave.tenancy.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.crypto.MasterKey;
import io.scaiwave.tenancy.crypto.MasterKeys;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.FieldError;
import io.scaiwave.tenancy.problem.RefusedException;
import io.scaiwave.tenancy.testing.Scopes;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

class PageCursorTest {

    private static final MasterKey KEY = MasterKeys.random();
    private static final TenantContext ACME = Scopes.tenant();

    private final PageCursor cursors = new PageCursor(KEY);

    @Property
    void itReadsWhereItWasGiven(@ForAll @StringLength(min = 1, max = 60) String position) {
        String stored = new String(position.getBytes(UTF_8), UTF_8);
        String cursor = cursors.issue(ACME, "rooms", stored);

        assertThat(cursor).matches("[A-Za-z0-9_-]+");
        assertThat(cursors.read(ACME, "rooms", cursor)).isEqualTo(stored);
    }

    @Example
    void noOtherScopeAndNoOtherListTakesIt() {
        String cursor = cursors.issue(ACME, "rooms", "42");

        for (Scope other :
                List.of(Scopes.tenant(), Scopes.tenant(ACME.partnerId()), Scopes.partner(), Scopes.PLATFORM)) {
            assertRefused(cursors, other, "rooms", cursor);
        }
        assertRefused(cursors, ACME, "members", cursor);
        assertRefused(new PageCursor(MasterKeys.random()), ACME, "rooms", cursor);
    }

    @Example
    void noBitOfItCanBeChanged() {
        byte[] given = Base64.getUrlDecoder().decode(cursors.issue(ACME, "rooms", "42"));
        for (int bit = 0; bit < given.length * 8; bit++) {
            byte[] changed = given.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);

            assertRefused(
                    cursors,
                    ACME,
                    "rooms",
                    Base64.getUrlEncoder().withoutPadding().encodeToString(changed));
        }
    }

    /** The same bytes in another spelling are another text, and not a cursor. */
    @Example
    void onlyTheSpellingThatWasGivenIsRead() {
        String cursor = cursors.issue(ACME, "rooms", "42");
        for (String other : List.of(
                "",
                cursor + "=",
                cursor + "==",
                cursor + "\n",
                " " + cursor,
                cursor.substring(1),
                cursor + "A",
                "*",
                "é")) {
            assertRefused(cursors, ACME, "rooms", other);
        }
        // 18 bytes need 24 characters, 19 need 26 of which the last carries four unused bits.
        String loose = cursors.issue(ACME, "rooms", "420");
        char last = loose.charAt(loose.length() - 1);
        assertRefused(cursors, ACME, "rooms", loose.substring(0, loose.length() - 1) + (char) (last + 1));
    }

    @Property(tries = 5_000)
    void whatWasNeverGivenIsRefused(@ForAll String text) {
        assertRefused(cursors, ACME, "rooms", text);
    }

    private static void assertRefused(PageCursor cursors, Scope scope, String list, String cursor) {
        RefusedException refused =
                catchThrowableOfType(RefusedException.class, () -> cursors.read(scope, list, cursor));

        assertThat(refused).as(cursor).isNotNull();
        assertThat(refused.code()).isEqualTo(ErrorCode.SW_VALIDATION);
        assertThat(refused.errors()).extracting(FieldError::field).containsExactly("cursor");
    }

    @Property
    void aPageSizeInBoundsIsTaken(@ForAll @IntRange(min = 1, max = PageCursor.MAX_LIMIT) int asked) {
        assertThat(PageCursor.limit(Integer.toString(asked))).isEqualTo(asked);
    }

    @Example
    void withoutAWishAPageHasTheUsualSize() {
        assertThat(PageCursor.limit(null)).isEqualTo(PageCursor.DEFAULT_LIMIT);
    }

    @Example
    void anyOtherPageSizeIsRefusedByName() {
        for (String bad : List.of(
                "", "0", "201", "-1", "2147483648", "+5", "5.0", "1e2", "ten", " 5", "5\n", "٥", "99999999999")) {
            assertThatThrownBy(() -> PageCursor.limit(bad)).as(bad).hasMessageContaining("'limit'");
        }
    }
}
