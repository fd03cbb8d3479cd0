package io.scaiwave.room.moves;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.scaiwave.room.testing.Installation;
import io.scaiwave.room.testing.Rest;
import io.scaiwave.room.testing.Tenant;
import io.scaiwave.tenancy.context.Isolation;
import io.scaiwave.tenancy.id.EventId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** T-38: a tenant that works on while it moves loses nothing, doubles nothing, and meets nothing of others. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class MovingWhilePeopleWorkTest {

    private static final Duration LONG = Duration.ofSeconds(120);

    private final Tenant tenant = Tenant.fresh();
    private final Tenant neighbour = Tenant.fresh();

    @Test
    void thereAndBackNothingIsLostDoubledOrMixed() throws Exception {
        Rest.send(neighbour.user(), Rest.room(neighbour.user(), "public"), "Ours");
        try (Workers people = new Workers(tenant, 6);
                Copies copies = new Copies(tenant.id());
                Copies others = new Copies(neighbour.id())) {
            Map<String, Object> untouched = others.sums("room");
            people.start();
            some(people);

            Journey.of(tenant, Isolation.SHARED, Isolation.SCHEMA).upTo(MoveStep.REMOVE);

            assertThat(copies.fence()).isEqualTo("schema open false");
            assertThat(copies.countAll("room")).isZero();
            some(people);
            Journey.of(tenant, Isolation.SCHEMA, Isolation.SHARED).upTo(MoveStep.REMOVE);

            assertThat(copies.fence()).isEqualTo("shared open false");
            assertThat(copies.hasSchema()).isFalse();
            some(people);
            all(copies, people.stop(), people.unsure());
            assertThat(others.sums("room")).isEqualTo(untouched);
        }
    }

    /** Waits until some more messages were accepted. */
    private static void some(Workers people) {
        int before = people.sentSoFar();
        await().atMost(LONG).until(() -> people.sentSoFar() > before + 20);
    }

    /** Each accepted message is there once, and positions have neither gaps nor doubles. */
    private static void all(Copies copies, List<String> accepted, int unsure) throws Exception {
        List<Object> stored = copies.list("SELECT id FROM room.events WHERE event_type = 'swp.room.message'");
        assertThat(stored)
                .doesNotHaveDuplicates()
                .hasSizeBetween(accepted.size(), accepted.size() + unsure)
                .containsAll(accepted.stream()
                        .map(id -> (Object) EventId.parse(id).uuid())
                        .toList());
        List<Object> positions = copies.list("SELECT stream_position FROM room.events ORDER BY stream_position");
        assertThat(positions)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, positions.size())
                        .mapToObj(position -> (Object) position)
                        .toList());
        assertThat(copies.count("room.move_changes")).isZero();
        assertThat(copies.count("room.moves")).isZero();
    }
}
