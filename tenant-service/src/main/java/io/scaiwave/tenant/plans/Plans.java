package io.scaiwave.tenant.plans;

import static io.scaiwave.tenant.limits.LimitName.*;

import io.scaiwave.tenancy.context.Isolation;
import io.scaiwave.tenancy.problem.RefusedException;
import io.scaiwave.tenant.limits.LimitName;
import io.scaiwave.tenant.limits.LimitValue;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The built-in plans. */
public final class Plans {

    public static final String DEFAULT = "free";

    private static final List<Plan> ALL = List.of(
            plan("free", "Free", 0, Isolation.SHARED, Map.of(MAX_USERS, LimitValue.of(25))),
            plan(
                    "standard",
                    "Standard",
                    14,
                    Isolation.SCHEMA,
                    Map.of(
                            MAX_USERS, LimitValue.of(250),
                            MAX_ROOMS, LimitValue.of(2_000),
                            MAX_STORAGE_MB, LimitValue.of(102_400),
                            REQUESTS_PER_MINUTE_TENANT, LimitValue.of(3_000))),
            plan(
                    "pro",
                    "Pro",
                    14,
                    Isolation.SCHEMA,
                    Map.of(
                            MAX_USERS, LimitValue.of(2_500),
                            MAX_ROOMS, LimitValue.of(20_000),
                            MAX_STORAGE_MB, LimitValue.of(1_048_576),
                            SIDEKICKS_PER_TENANT, LimitValue.of(50),
                            REQUESTS_PER_MINUTE_USER, LimitValue.of(300),
                            REQUESTS_PER_MINUTE_TENANT, LimitValue.of(12_000))),
            plan(
                    "enterprise",
                    "Enterprise",
                    0,
                    Isolation.DATABASE,
                    Map.of(
                            MAX_USERS, LimitValue.NONE,
                            MAX_ROOMS, LimitValue.NONE,
                            MAX_STORAGE_MB, LimitValue.NONE,
                            MAX_PARTICIPANTS, LimitValue.of(1_000),
                            SIDEKICKS_PER_TENANT, LimitValue.of(200),
                            REQUESTS_PER_MINUTE_KEY, LimitValue.of(600),
                            REQUESTS_PER_MINUTE_USER, LimitValue.of(600),
                            REQUESTS_PER_MINUTE_TENANT, LimitValue.of(60_000))));

    private Plans() {}

    public static List<Plan> all() {
        return ALL;
    }

    public static Optional<Plan> find(String name) {
        return ALL.stream().filter(plan -> plan.name().equals(name)).findFirst();
    }

    public static Plan require(String name) {
        return find(name)
                .orElseThrow(() -> RefusedException.invalid(
                        "plan",
                        "is not a plan; known are "
                                + String.join(", ", ALL.stream().map(Plan::name).toList())));
    }

    private static Plan plan(
            String name, String title, int trialDays, Isolation isolation, Map<LimitName, LimitValue> limits) {
        return new Plan(name, title, trialDays, isolation, limits, new JsonObject());
    }
}
