package io.scaiwave.tenancy.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaiwave.tenancy.context.PartnerContext;
import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.id.RoomId;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.problem.RefusedException;
import io.scaiwave.tenancy.testing.Scopes;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SubjectsTest {

    private static final TenantId TENANT = TenantId.random();
    private static final PartnerId PARTNER = PartnerId.random();
    private static final RoomId ROOM = RoomId.random();

    /** Every builder that takes words. */
    private static final List<Function<String, String>> BUILDERS = List.of(
            rest -> Subjects.tenant(TENANT, rest),
            rest -> Subjects.room(TENANT, ROOM, rest),
            rest -> Subjects.partner(PARTNER, rest),
            Subjects::platform,
            Subjects::everyTenant);

    @Provide
    Arbitrary<String> nearWords() {
        return Arbitraries.strings().withChars("a_.*> \r\n\t\0A1-").ofMaxLength(6);
    }

    @Property(tries = 5_000)
    void wordsAreTakenAsTheyStandOrRefused(@ForAll("nearWords") String rest) {
        boolean words = Stream.of(rest.split("\\.", -1)).allMatch(token -> token.matches("[a-z_]+"));
        for (Function<String, String> builder : BUILDERS) {
            if (words) {
                assertThat(builder.apply(rest)).startsWith("swp.").endsWith("." + rest);
            } else {
                assertThatIllegalArgumentException().isThrownBy(() -> builder.apply(rest));
            }
        }
    }

    @Example
    void dotsWildcardsSpacesLineEndsNothingAndTooMuchAreRefused() {
        for (String bad : List.of(
                ".",
                "a.",
                ".a",
                "a..b",
                "*",
                "a.*",
                ">",
                "a.>",
                " ",
                "a b",
                "a\r\n",
                "a\nPUB x",
                "",
                "a".repeat(300))) {
            for (Function<String, String> builder : BUILDERS) {
                assertThatThrownBy(() -> builder.apply(bad)).as(bad).isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    /** Ids reach a subject as typed ids only, and none is made of such text. */
    @Example
    void noSuchTextBecomesAnId() {
        String room = ROOM.wire();
        for (String bad : List.of(
                ".",
                "*",
                ">",
                " ",
                "",
                "\r\n",
                room + ".",
                room + ".*",
                room + ">",
                room + "\r\n",
                room.replace('_', '.'),
                "r".repeat(300))) {
            assertThatThrownBy(() -> RoomId.parse(bad)).as(bad).isInstanceOf(RefusedException.class);
            assertThatThrownBy(() -> TenantId.parse(bad)).as(bad).isInstanceOf(RefusedException.class);
            assertThatThrownBy(() -> PartnerId.parse(bad)).as(bad).isInstanceOf(RefusedException.class);
        }
    }

    @Example
    void theOwnerIsTheSecondTokenAndTheAreaTheThird() {
        assertThat(Subjects.tenant(TENANT, "tenant.epoch")).isEqualTo("swp." + TENANT + ".tenant.epoch");
        assertThat(Subjects.room(TENANT, ROOM, "message")).isEqualTo("swp." + TENANT + ".room." + ROOM + ".message");
        assertThat(Subjects.partner(PARTNER, "updated")).isEqualTo("swp." + PARTNER + ".partner.updated");
        assertThat(Subjects.platform("updated")).isEqualTo("swp.platform.platform.updated");
    }

    @Example
    void anAuditEntryGoesToTheLogOfItsScopeAndIsHeardAmongAll() {
        for (Scope scope : List.of(Scopes.tenant(), new PartnerContext(PARTNER), Scopes.PLATFORM)) {
            String subject = Subjects.audit(scope);

            assertThat(subject).startsWith("swp." + Scopes.owner(scope) + ".").endsWith(".audit");
            assertThat(Subjects.everyAudit().stream()
                            .filter(all ->
                                    subject.matches(all.replace(".", "\\.").replace("*", "[^.]+"))))
                    .hasSize(1);
        }
    }

    @Example
    void aDeadLetterKeepsItsOwner() {
        assertThat(Subjects.deadLetter(Subjects.tenant(TENANT, "usage.recorded")))
                .isEqualTo("swp." + TENANT + ".dlq.usage.recorded");
        for (String bad : List.of("", "swp", "swp.a", "other.a.b", "xswp.a.b")) {
            assertThatThrownBy(() -> Subjects.deadLetter(bad)).as(bad).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
