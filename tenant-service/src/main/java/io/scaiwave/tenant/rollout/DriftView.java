package io.scaiwave.tenant.rollout;

import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenant.limits.LimitMap;
import io.scaiwave.tenant.registry.Tenant;
import io.scaiwave.tenant.rollout.Leaves.Difference;
import io.scaiwave.tenant.templates.FromTemplate;
import io.scaiwave.tenant.templates.Template;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one tenant stands to the template it was given.
 *
 * @param version the version it was given
 * @param behind whether the template has a newer one
 * @param differences where the tenant has left that version; empty for none
 */
public record DriftView(
        TenantId tenantId, String slug, long version, Instant appliedAt, boolean behind, List<Left> differences) {

    /** One place by its JSON Pointer; null where there is nothing. */
    public record Left(
            String path,
            @Nullable Object template,
            @Nullable Object tenant) {}

    static DriftView of(Tenant tenant, Template template) {
        FromTemplate given = tenant.fromTemplate().orElseThrow();
        List<Difference> differences = new ArrayList<>();
        differences.addAll(Leaves.left(
                "/features", given.document().features(), tenant.profile().features()));
        differences.addAll(Leaves.left("/limits", LimitMap.json(given.document().limits()), own(tenant, given)));
        differences.addAll(Leaves.left(
                "/settings", given.document().settings(), tenant.profile().settings()));
        return new DriftView(
                tenant.id(),
                tenant.profile().slug(),
                given.version(),
                given.appliedAt(),
                given.version() < template.version(),
                differences.stream()
                        .map(left -> new Left(left.path(), left.before(), left.after()))
                        .toList());
    }

    /** The template's limits with the tenant's own above them. */
    private static JsonObject own(Tenant tenant, FromTemplate given) {
        return LimitMap.json(given.document().limits()).mergeIn(LimitMap.json(tenant.limitOverrides()));
    }
}
