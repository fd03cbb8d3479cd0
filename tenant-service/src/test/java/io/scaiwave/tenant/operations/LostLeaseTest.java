package io.scaiwave.tenant.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.scaiwave.tenancy.context.PlatformContext;
import io.scaiwave.tenancy.id.OperationId;
import io.scaiwave.tenant.testing.Callers;
import io.scaiwave.tenant.testing.Database;
import io.scaiwave.tenant.testing.Installation;
import io.scaiwave.tenant.testing.Rest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Installation.class)
class LostLeaseTest {

    private static final Duration SOON = Duration.ofSeconds(5);

    @Inject
    Operations operations;

    @Inject
    OperationProgress progress;

    @Test
    void aWorkerThatWasReplacedWritesNothing() {
        Response created = Rest.create(Callers.partnerAdmin(Callers.INTERNAL), Rest.freshSlug());
        Rest.awaitState(created.header("Location"), "succeeded");
        OperationId id = OperationId.parse(created.path("meta.operation_id"));
        Operation stale = find(id);
        Database.run("UPDATE tenant.operations SET fence = fence + 1 WHERE operation_id = ?", id.uuid());
        Operation before = find(id);

        assertThatThrownBy(
                        () -> progress.write(stale, true, stale.steps()).await().atMost(SOON))
                .isInstanceOf(LeaseLostException.class);
        assertThatThrownBy(() -> progress.finish(stale, OperationState.FAILED, List.of())
                        .await()
                        .atMost(SOON))
                .isInstanceOf(LeaseLostException.class);
        assertThatThrownBy(() -> progress.postpone(stale, true, stale.steps().getFirst(), SOON)
                        .await()
                        .atMost(SOON))
                .isInstanceOf(LeaseLostException.class);

        assertThat(find(id)).isEqualTo(before);
    }

    private Operation find(OperationId id) {
        return operations
                .find(new PlatformContext("test"), id)
                .await()
                .atMost(SOON)
                .orElseThrow();
    }
}
