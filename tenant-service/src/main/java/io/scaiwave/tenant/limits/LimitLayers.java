package io.scaiwave.tenant.limits;

import java.util.EnumMap;
import java.util.Map;

/**
 * What each layer says of a tenant's limits. A layer that is silent about a limit has no entry for it; one that lifts
 * the limit says {@link LimitValue#NONE}.
 *
 * @param partnerCap the highest value the partner allows each of its tenants
 */
public record LimitLayers(
        Map<LimitName, LimitValue> plan,
        Map<LimitName, LimitValue> template,
        Map<LimitName, LimitValue> partnerCap,
        Map<LimitName, LimitValue> tenantOverride) {

    public LimitLayers {
        plan = Map.copyOf(plan);
        template = Map.copyOf(template);
        partnerCap = Map.copyOf(partnerCap);
        tenantOverride = Map.copyOf(tenantOverride);
    }

    /** Later layers replace earlier ones; the partner's cap cuts whatever they say, and is what is said of its own limit. */
    public ExplainedLimit explain(LimitName name) {
        LimitValue chosen = name.platformDefault();
        LimitSource source = LimitSource.DEFAULT;
        LimitValue fromPlan = plan.get(name);
        if (fromPlan != null) {
            chosen = fromPlan;
            source = LimitSource.PLAN;
        }
        LimitValue fromTemplate = template.get(name);
        if (fromTemplate != null) {
            chosen = fromTemplate;
            source = LimitSource.TEMPLATE;
        }
        LimitValue override = tenantOverride.get(name);
        if (override != null) {
            chosen = override;
            source = LimitSource.TENANT_OVERRIDE;
        }
        LimitValue cap = partnerCap.get(name);
        boolean isSaidByPartner = name.isPartners() && override == null;
        if (cap != null && (isSaidByPartner || chosen.exceeds(cap))) {
            chosen = cap;
            source = LimitSource.PARTNER_CAP;
        }
        return new ExplainedLimit(chosen, source, name.platformDefault(), fromPlan, fromTemplate, cap, override);
    }

    public Map<LimitName, LimitValue> effective() {
        Map<LimitName, LimitValue> all = new EnumMap<>(LimitName.class);
        for (LimitName name : LimitName.values()) {
            all.put(name, explain(name).effective());
        }
        return all;
    }

    public LimitLayers withOverride(Map<LimitName, LimitValue> override) {
        return new LimitLayers(plan, template, partnerCap, override);
    }
}
