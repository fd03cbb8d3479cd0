package io.scaiwave.tenant.operations;

import io.scaiwave.tenancy.id.OperationId;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenant.operations.Operation.StepProgress;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Rows to operations. The steps come with their operation as one JSON array, so that the two always fit. */
final class OperationRows {

    static final String COLUMNS = """
            o.partner_id, o.tenant_id, o.operation_id, o.kind, o.state, o.forward, o.cancelled, o.input, o.actor,
            o.request_id, o.revision, o.fence, o.error, o.created_at, o.started_at, o.finished_at,
            (SELECT json_agg(json_build_object('position', s.position, 'name', s.name, 'state', s.state,
                'attempt', s.attempt, 'percent', s.percent, 'error', s.error,
                'started', s.started_at, 'finished', s.finished_at) ORDER BY s.position)
             FROM operation_steps s
             WHERE s.partner_id = o.partner_id AND s.operation_id = o.operation_id) AS steps
            """;

    private OperationRows() {}

    static Operation map(Row row) {
        return new Operation(
                OperationId.of(row.getUUID("operation_id")),
                PartnerId.of(row.getUUID("partner_id")),
                TenantId.of(row.getUUID("tenant_id")),
                row.getString("kind"),
                OperationState.of(row.getString("state")).orElseThrow(),
                row.getBoolean("forward"),
                row.getBoolean("cancelled"),
                row.getJsonObject("input"),
                new Operation.Origin(row.getString("actor"), row.getString("request_id")),
                row.getLong("revision"),
                row.getLong("fence"),
                row.getString("error"),
                new Operation.Times(
                        row.getOffsetDateTime("created_at").toInstant(),
                        instant(row.getOffsetDateTime("started_at")),
                        instant(row.getOffsetDateTime("finished_at"))),
                steps(row.getJsonArray("steps")));
    }

    private static List<StepProgress> steps(JsonArray steps) {
        return steps.stream()
                .map(JsonObject.class::cast)
                .map(step -> new StepProgress(
                        step.getInteger("position"),
                        step.getString("name"),
                        StepState.valueOf(step.getString("state").toUpperCase(Locale.ROOT)),
                        step.getInteger("attempt"),
                        step.getInteger("percent"),
                        step.getString("error"),
                        instant(step.getString("started")),
                        instant(step.getString("finished"))))
                .toList();
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static @Nullable Instant instant(@Nullable String time) {
        return time == null ? null : OffsetDateTime.parse(time).toInstant();
    }
}
