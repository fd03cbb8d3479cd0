package io.scaiwave.tenant.registry;

import io.scaiwave.tenant.registry.TenantState.Active;
import io.scaiwave.tenant.registry.TenantState.Archived;
import io.scaiwave.tenant.registry.TenantState.Deleted;
import io.scaiwave.tenant.registry.TenantState.Deleting;
import io.scaiwave.tenant.registry.TenantState.Failed;
import io.scaiwave.tenant.registry.TenantState.Provisioning;
import io.scaiwave.tenant.registry.TenantState.Resting;
import io.scaiwave.tenant.registry.TenantState.Running;
import io.scaiwave.tenant.registry.TenantState.Suspended;
import io.scaiwave.tenant.registry.TenantState.Trial;
import io.vertx.core.json.JsonObject;

/** A state as it is stored: its status, and what it remembers. */
final class StateJson {

    private StateJson() {}

    static JsonObject write(TenantState state) {
        JsonObject json = new JsonObject().put("status", state.status().wire());
        return switch (state) {
            case Failed failed -> json.put("reason", failed.reason());
            case Trial trial -> json.put("until", trial.until().toString());
            case Suspended suspended -> json.put("reason", suspended.reason()).put("before", write(suspended.before()));
            case Deleting deleting -> json.put("before", write(deleting.before()));
            case Provisioning ignored -> json;
            case Active ignored -> json;
            case Archived ignored -> json;
            case Deleted ignored -> json;
        };
    }

    static TenantState read(JsonObject json) {
        Status status = Status.of(json.getString("status")).orElseThrow();
        return switch (status) {
            case PROVISIONING -> new Provisioning();
            case FAILED -> new Failed(json.getString("reason"));
            case TRIAL -> new Trial(json.getInstant("until"));
            case ACTIVE -> new Active();
            case SUSPENDED -> new Suspended(json.getString("reason"), (Running) read(json.getJsonObject("before")));
            case ARCHIVED -> new Archived();
            case DELETING -> new Deleting((Resting) read(json.getJsonObject("before")));
            case DELETED -> new Deleted();
        };
    }
}
