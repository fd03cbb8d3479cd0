package io.scaiwave.tenancy.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.scaiwave.tenancy.id.RoomId;
import io.scaiwave.tenancy.id.TypedId;
import io.scaiwave.tenancy.id.UserId;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.FieldError;
import io.scaiwave.tenancy.problem.RefusedException;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class IdParametersTest {

    private final IdParameters parameters = new IdParameters();

    @SuppressWarnings("unused")
    private static void endpoint(@PathParam("id") RoomId path, @QueryParam("user_id") UserId query, RoomId body) {}

    private static Annotation[] of(int parameter) throws NoSuchMethodException {
        return IdParametersTest.class.getDeclaredMethod("endpoint", RoomId.class, UserId.class, RoomId.class)
                .getParameterAnnotations()[parameter];
    }

    /** A new kind of id joins here, or its refusals would name no field. */
    @Test
    void everyKindOfIdIsKnown() throws NoSuchMethodException {
        Annotation[] path = of(0);

        List<? extends Class<?>> kinds = new ClassFileImporter()
                .importPackages(TypedId.class.getPackageName()).stream()
                        .filter(type -> type.isAssignableTo(TypedId.class) && type.isRecord())
                        .map(JavaClass::reflect)
                        .toList();

        assertThat(kinds).hasSizeGreaterThanOrEqualTo(10);
        assertThat(kinds).allMatch(kind -> parameters.getConverter(kind, kind, path) != null);
    }

    @Test
    void anIdIsRead() throws NoSuchMethodException {
        RoomId room = RoomId.random();

        assertThat(converter(RoomId.class, 0).fromString(room.wire())).isEqualTo(room);
        assertThat(converter(RoomId.class, 0).toString(room)).isEqualTo(room.wire());
    }

    @Test
    void whatIsNoneIsNamedByItsParameter() throws NoSuchMethodException {
        ParamConverter<UserId> query = converter(UserId.class, 1);
        String wrong = RoomId.random().wire();

        RefusedException refused = catchThrowableOfType(RefusedException.class, () -> query.fromString(wrong));

        assertThat(refused.code()).isEqualTo(ErrorCode.SW_ID_INVALID);
        assertThat(refused.errors()).containsExactly(new FieldError("user_id", refused.detail()));
    }

    @Test
    void whatIsNoParameterIsLeftToOthers() throws NoSuchMethodException {
        assertThat(parameters.getConverter(RoomId.class, RoomId.class, of(2))).isNull();
        assertThat(parameters.getConverter(String.class, String.class, of(0))).isNull();
    }

    private <T> ParamConverter<T> converter(Class<T> type, int parameter) throws NoSuchMethodException {
        return Objects.requireNonNull(parameters.getConverter(type, type, of(parameter)));
    }
}
