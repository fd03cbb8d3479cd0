package io.scaiwave.tenant.registry;

import io.scaiwave.tenant.limits.ExplainedLimit;
import io.scaiwave.tenant.limits.LimitLayers;
import io.scaiwave.tenant.limits.LimitName;
import io.scaiwave.tenant.limits.LimitSource;
import io.scaiwave.tenant.limits.LimitValue;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Explained limits as the API shows them. */
final class LimitsView {

    private LimitsView() {}

    /** One limit; {@code layers} has a member for each layer that says something, null for none. */
    record Explained(@Nullable Long effective, LimitSource source, Map<String, @Nullable Long> layers) {}

    static Map<String, Explained> of(LimitLayers layers) {
        Map<String, Explained> all = new LinkedHashMap<>();
        for (LimitName name : LimitName.values()) {
            all.put(name.wire(), of(layers.explain(name)));
        }
        return all;
    }

    private static Explained of(ExplainedLimit limit) {
        Map<String, @Nullable Long> layers = new LinkedHashMap<>();
        say(layers, "default", limit.platformDefault());
        say(layers, "plan", limit.plan());
        say(layers, "template", limit.template());
        say(layers, "partner_cap", limit.partnerCap());
        say(layers, "tenant_override", limit.tenantOverride());
        return new Explained(limit.effective().amount(), limit.source(), layers);
    }

    private static void say(Map<String, @Nullable Long> layers, String layer, @Nullable LimitValue value) {
        if (value != null) {
            layers.put(layer, value.amount());
        }
    }
}
