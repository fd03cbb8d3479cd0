package io.scaiwave.tenancy.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.RefusedException;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TypedIdTest {

    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

    private record Kind(String prefix, Function<UUID, TypedId> of, Function<String, TypedId> parse) {
        @Override
        public String toString() {
            return prefix;
        }
    }

    private static final List<Kind> KINDS = List.of(
            new Kind(AuditId.PREFIX, AuditId::of, AuditId::parse),
            new Kind(CredentialId.PREFIX, CredentialId::of, CredentialId::parse),
            new Kind(EventId.PREFIX, EventId::of, EventId::parse),
            new Kind(InviteId.PREFIX, InviteId::of, InviteId::parse),
            new Kind(KeyId.PREFIX, KeyId::of, KeyId::parse),
            new Kind(OperationId.PREFIX, OperationId::of, OperationId::parse),
            new Kind(PartnerId.PREFIX, PartnerId::of, PartnerId::parse),
            new Kind(RoomId.PREFIX, RoomId::of, RoomId::parse),
            new Kind(TenantId.PREFIX, TenantId::of, TenantId::parse),
            new Kind(UserId.PREFIX, UserId::of, UserId::parse));

    @Provide
    Arbitrary<Kind> kinds() {
        return Arbitraries.of(KINDS);
    }

    @Provide
    Arbitrary<UUID> uuids() {
        return Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(UUID::new);
    }

    @Property
    void whatIsWrittenReadsTheSame(@ForAll("kinds") Kind kind, @ForAll("uuids") UUID uuid) {
        TypedId id = kind.of().apply(uuid);

        assertThat(id.wire()).matches(kind.prefix() + "_[0-7][" + ALPHABET + "]{25}");
        assertThat(kind.parse().apply(id.wire())).isEqualTo(id).hasToString(id.wire());
    }

    @Property
    void theOrderOfTextsIsTheOrderOfBits(@ForAll("uuids") UUID one, @ForAll("uuids") UUID other) {
        int byBits = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        if (byBits == 0) {
            byBits = Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
        }

        int byText = TenantId.of(one).wire().compareTo(TenantId.of(other).wire());

        assertThat(Integer.signum(byText)).isEqualTo(Integer.signum(byBits));
    }

    /** One spelling per id: no text but the written one is read as the same id. */
    @Property
    void aTextThatReadsIsTheWrittenOne(@ForAll("uuids") UUID uuid, @ForAll int place, @ForAll char put) {
        String text = TenantId.of(uuid).wire();
        int at = Math.floorMod(place, text.length());
        String changed = text.substring(0, at) + put + text.substring(at + 1);

        try {
            assertThat(TenantId.parse(changed).wire()).isEqualTo(changed);
        } catch (RefusedException refused) {
            assertThat(refused.code()).isEqualTo(ErrorCode.SW_ID_INVALID);
        }
    }

    @Property
    void anotherKindIsRefusedByItsName(
            @ForAll("kinds") Kind kind, @ForAll("kinds") Kind other, @ForAll("uuids") UUID uuid) {
        if (kind == other) {
            return;
        }
        String text = other.of().apply(uuid).wire();

        RefusedException refused =
                catchThrowableOfType(RefusedException.class, () -> kind.parse().apply(text));

        assertThat(refused.code()).isEqualTo(ErrorCode.SW_ID_INVALID);
        assertThat(refused.detail()).contains("'" + other.prefix() + "_'").contains("'" + kind.prefix() + "_'");
    }

    @Property
    void anyOtherTextIsRefusedAndNotEchoed(@ForAll("kinds") Kind kind, @ForAll String text) {
        RefusedException refused =
                catchThrowableOfType(RefusedException.class, () -> kind.parse().apply(text));

        assertThat(refused.code()).isEqualTo(ErrorCode.SW_ID_INVALID);
        assertThat(refused.detail()).isEqualTo(refusalOf(kind, ""));
    }

    private static String refusalOf(Kind kind, String text) {
        return catchThrowableOfType(RefusedException.class, () -> kind.parse().apply(text))
                .detail();
    }

    @Example
    void noTwoKindsShareAPrefix() {
        assertThat(KINDS.stream().map(Kind::prefix).collect(Collectors.toSet())).hasSize(KINDS.size());
    }

    @Example
    void spaceAndLineEndsAroundAnIdAreRefused() {
        String id = TenantId.random().wire();

        for (String text : List.of(id + "\n", id + " ", " " + id, id + "\r\n", "\t" + id, id + "\0")) {
            assertThatThrownBy(() -> TenantId.parse(text)).hasMessageContaining("SW_ID_INVALID");
        }
    }

    @Example
    void inJsonAnIdIsItsText() throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        TenantId id = TenantId.random();

        assertThat(mapper.writeValueAsString(id)).isEqualTo("\"" + id.wire() + "\"");
        assertThat(mapper.readValue("\"" + id.wire() + "\"", TenantId.class)).isEqualTo(id);
        assertThatThrownBy(() -> mapper.readValue("\"" + RoomId.random().wire() + "\"", TenantId.class))
                .isInstanceOf(JsonMappingException.class)
                .hasRootCauseInstanceOf(RefusedException.class);
    }
}
