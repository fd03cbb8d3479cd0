package io.scaiwave.room.moves;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.scaiwave.room.testing.Installation;
import io.scaiwave.room.testing.Rest;
import io.scaiwave.room.testing.Tenant;
import io.scaiwave.room.testing.Tenant.User;
import io.scaiwave.tenancy.context.Isolation;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.RefusedException;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds of single steps: they may be repeated, taken back until the switch, and change nothing when refused. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class MoveStepsTest {

    private final Tenant tenant = Tenant.fresh();
    private final User user = tenant.user();

    private Journey toSchema() {
        return Journey.of(tenant, Isolation.SHARED, Isolation.SCHEMA);
    }

    private String room() {
        String room = Rest.room(user, "public");
        for (int i = 0; i < 5; i++) {
            Rest.send(user, room, "Message " + i).then().statusCode(201);
        }
        return room;
    }

    private static void refused(Throwable failure, ErrorCode code) {
        assertThat(failure).isInstanceOf(RefusedException.class);
        assertThat(((RefusedException) failure).code()).isEqualTo(code);
    }

    @ParameterizedTest
    @EnumSource(value = MoveStep.class)
    void aStepMayBeRepeatedAtAnyTime(MoveStep last) throws SQLException {
        String room = room();
        Journey journey = toSchema();
        for (MoveStep step : MoveStep.values()) {
            journey.whole(step);
            Rest.send(user, room, "Meanwhile").then().statusCode(201);
            if (step == last) {
                // After the end there is no move that it could begin.
                for (MoveStep again : MoveStep.values()) {
                    if (again.compareTo(last) <= 0 && (last != MoveStep.REMOVE || again != MoveStep.PREPARE)) {
                        journey.whole(again);
                    }
                }
            }
        }
        try (Copies copies = new Copies(tenant.id())) {
            assertThat(copies.count(copies.own() + ".events WHERE event_type = 'swp.room.message'"))
                    .isEqualTo(11);
            assertThat(copies.fence()).isEqualTo("schema open false");
            assertThat(copies.countAll("room")).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = MoveStep.class,
            names = {"PREPARE", "CAPTURE", "COPY", "COMPARE"})
    void upToTheSwitchEverythingCanBeTakenBack(MoveStep last) throws SQLException {
        String room = room();
        try (Copies copies = new Copies(tenant.id())) {
            Map<String, Object> before = copies.sums("room");
            Journey journey = toSchema().upTo(last);

            journey.undo();
            journey.undo();

            assertThat(copies.sums("room")).isEqualTo(before);
            assertThat(copies.hasSchema()).isFalse();
            assertThat(copies.fence()).isEqualTo("shared open false");
            assertThat(copies.count("room.moves") + copies.count("room.move_changes"))
                    .isZero();
        }
        Rest.send(user, room, "Still here").then().statusCode(201);
        toSchema().upTo(MoveStep.REMOVE);
        Rest.send(user, room, "And there").then().statusCode(201);
    }

    @Test
    void onTheWayBackTheSharedTablesAreEmptiedAgain() throws SQLException {
        String room = room();
        toSchema().upTo(MoveStep.REMOVE);
        Journey back = Journey.of(tenant, Isolation.SCHEMA, Isolation.SHARED).upTo(MoveStep.COMPARE);

        back.undo();

        try (Copies copies = new Copies(tenant.id())) {
            assertThat(copies.countAll("room")).isZero();
            assertThat(copies.fence()).isEqualTo("schema open false");
        }
        Rest.send(user, room, "Still here").then().statusCode(201);
    }

    @Test
    void afterTheSwitchNothingIsTakenBack() throws SQLException {
        String room = room();
        Journey journey = toSchema().upTo(MoveStep.SWITCH);

        assertThatThrownBy(journey::undo).satisfies(failure -> refused(failure, ErrorCode.SW_STATE_CONFLICT));

        try (Copies copies = new Copies(tenant.id())) {
            assertThat(copies.fence()).isEqualTo("schema open false");
        }
        Rest.send(user, room, "Moved").then().statusCode(201);
        journey.whole(MoveStep.REMOVE);
    }

    @Test
    void asLongAsOneMoveRunsThereIsNoOther() {
        room();
        Journey first = toSchema().upTo(MoveStep.COPY);
        Journey second = toSchema();

        for (MoveStep step : MoveStep.values()) {
            assertThatThrownBy(() -> second.once(step))
                    .satisfies(failure -> refused(failure, ErrorCode.SW_STATE_CONFLICT));
        }
        second.undo();

        first.upTo(MoveStep.REMOVE);
    }

    @Test
    void stepsKeepTheirOrder() {
        room();
        Journey journey = toSchema().upTo(MoveStep.PREPARE);

        for (MoveStep step : new MoveStep[] {MoveStep.COPY, MoveStep.COMPARE, MoveStep.SWITCH, MoveStep.REMOVE}) {
            assertThatThrownBy(() -> journey.once(step))
                    .satisfies(failure -> refused(failure, ErrorCode.SW_STATE_CONFLICT));
        }
        journey.undo();
    }

    @Test
    void aTenantThatIsThereAlreadyStays() throws SQLException {
        String room = room();
        Journey backwards = Journey.of(tenant, Isolation.SCHEMA, Isolation.SHARED);

        assertThatThrownBy(() -> backwards.once(MoveStep.PREPARE))
                .satisfies(failure -> refused(failure, ErrorCode.SW_STATE_CONFLICT));

        try (Copies copies = new Copies(tenant.id())) {
            assertThat(copies.countAll("room")).isPositive();
        }
        Rest.send(user, room, "Still here").then().statusCode(201);
    }

    @Test
    void aRowThatDidNotArriveIsNoticedByComparing() throws SQLException {
        room();
        Journey journey = toSchema().upTo(MoveStep.COPY);
        try (Copies copies = new Copies(tenant.id())) {
            copies.run("UPDATE " + copies.own() + ".events SET content = '{\"body\":\"another\"}'"
                    + " WHERE stream_position = 3");

            assertThatThrownBy(() -> journey.once(MoveStep.COMPARE))
                    .satisfies(failure -> refused(failure, ErrorCode.SW_DEPENDENCY_DOWN));
            journey.undo();
        }
    }

    @Test
    void aRowThatIsLostAtTheLastMomentKeepsTheTenantWhereItIs() throws SQLException {
        String room = room();
        Journey journey = toSchema().upTo(MoveStep.COMPARE);
        try (Copies copies = new Copies(tenant.id())) {
            copies.run("DELETE FROM " + copies.own() + ".events WHERE stream_position = 3");

            assertThatThrownBy(() -> journey.once(MoveStep.SWITCH))
                    .satisfies(failure -> refused(failure, ErrorCode.SW_DEPENDENCY_DOWN));

            assertThat(copies.fence()).isEqualTo("shared open true");
            Rest.send(user, room, "Still here").then().statusCode(201);
            journey.undo();
            assertThat(copies.fence()).isEqualTo("shared open false");
        }
    }
}
