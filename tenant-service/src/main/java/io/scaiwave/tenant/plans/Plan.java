package io.scaiwave.tenant.plans;

import io.scaiwave.tenancy.context.Isolation;
import io.scaiwave.tenant.limits.LimitName;
import io.scaiwave.tenant.limits.LimitValue;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** What a tenant gets by its plan. A limit the plan does not name keeps the platform's default. */
public record Plan(
        String name,
        String title,
        int trialDays,
        Isolation defaultIsolation,
        Map<LimitName, LimitValue> limits,
        JsonObject features) {}
