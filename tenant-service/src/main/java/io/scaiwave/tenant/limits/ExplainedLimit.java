package io.scaiwave.tenant.limits;

import org.jspecify.annotations.Nullable;

/** An effective limit with every layer it came through; a layer that says nothing is null here. */
public record ExplainedLimit(
        LimitValue effective,
        LimitSource source,
        LimitValue platformDefault,
        @Nullable LimitValue plan,
        @Nullable LimitValue template,
        @Nullable LimitValue partnerCap,
        @Nullable LimitValue tenantOverride) {}
