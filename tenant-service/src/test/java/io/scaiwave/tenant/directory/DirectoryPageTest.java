package io.scaiwave.tenant.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaiwave.tenancy.directory.DirectoryEntry;
import io.scaiwave.tenancy.directory.DirectoryPlace;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.id.TypedId;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DirectoryPageTest {

    private static final OffsetDateTime TIME = OffsetDateTime.parse("2026-01-02T03:04:05.123456Z");
    private static final DirectoryPlace START = new DirectoryPlace(TIME, new UUID(0, 0));

    private record Entry(TypedId id, int size) implements DirectoryEntry {

        @Override
        public long version() {
            return 1;
        }

        @Override
        public OffsetDateTime updatedAt() {
            return TIME;
        }

        @Override
        public JsonObject toJson() {
            return new JsonObject().put("features", "x".repeat(size));
        }
    }

    private static List<Entry> entries(int count, int size) {
        return Stream.generate(() -> new Entry(TenantId.random(), size))
                .limit(count)
                .toList();
    }

    @Test
    void aPageOfLargeEntriesEndsEarlyAndNamesWhereTheNextBegins() {
        DirectoryPage page = new DirectoryPage(START, 500);
        List<Entry> rows = entries(DirectoryPage.AT_ONCE, 150_000);

        boolean wanted = page.take(rows, Function.identity());

        assertThat(wanted).isFalse();
        assertThat(page.entries()).hasSize(14);
        assertThat(page.meta())
                .containsEntry(
                        DirectoryPlace.NEXT,
                        DirectoryPlace.of(rows.get(13)).toJson().getMap());
    }

    @Test
    void oneEntryIsAlwaysGiven() {
        DirectoryPage page = new DirectoryPage(START, 500);

        page.take(entries(1, DirectoryPage.LARGEST + 1), Function.identity());

        assertThat(page.entries()).hasSize(1);
    }

    @Test
    void aPageOfSmallEntriesEndsByTheirNumber() {
        DirectoryPage page = new DirectoryPage(START, DirectoryPage.AT_ONCE + 1);

        assertThat(page.take(entries(DirectoryPage.AT_ONCE, 1), Function.identity()))
                .isTrue();
        assertThat(page.take(entries(DirectoryPage.AT_ONCE, 1), Function.identity()))
                .isFalse();

        assertThat(page.entries()).hasSize(DirectoryPage.AT_ONCE + 1);
        assertThat(page.meta()).containsKey(DirectoryPlace.NEXT);
    }

    @Test
    void theLastPageNamesNoNext() {
        DirectoryPage page = new DirectoryPage(START, 500);

        assertThat(page.take(entries(3, 1), Function.identity())).isFalse();

        assertThat(page.entries()).hasSize(3);
        assertThat(page.meta()).isEmpty();
    }
}
