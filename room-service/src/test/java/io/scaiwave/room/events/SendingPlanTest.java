package io.scaiwave.room.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaiwave.room.testing.Rows;
import io.scaiwave.tenancy.id.TenantId;
import java.sql.SQLException;
import java.util.Collections;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Sending must not get slower with the length of the room: its plan may look up an event only by what singles it out. */
class SendingPlanTest {

    private static final int PARAMETERS = 14;

    @Test
    void eventsAreFoundByTheirOwnIndexesOnly() throws SQLException {
        try (Rows rows = Rows.of(TenantId.random())) {
            rows.run("SET plan_cache_mode = force_generic_plan");
            rows.run("PREPARE send AS " + SendStatement.SQL);
            String nothing = String.join(", ", Collections.nCopies(PARAMETERS, "NULL"));

            String plan = rows.list("EXPLAIN EXECUTE send(" + nothing + ")").stream()
                    .map(Object::toString)
                    .filter(line -> line.contains(" on events"))
                    .collect(Collectors.joining("\n"));

            assertThat(plan.lines().filter(line -> line.contains("Scan")))
                    .hasSize(2)
                    .anyMatch(line -> line.contains("using events_event_uuid"))
                    .anyMatch(line -> line.contains("using events_id"));
        }
    }
}
