package io.scaiwave.tenant.rollout;

import io.scaiwave.tenancy.id.TemplateId;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenant.rollout.Leaves.Difference;
import io.scaiwave.tenant.templates.Template;
import java.util.List;

/**
 * What applying a template changed, or would change.
 *
 * @param changes each place by its JSON Pointer; limits as they are in effect
 * @param overridden limits of the template that do not show because the tenant has its own
 */
public record RolloutView(
        TenantId tenantId,
        TemplateId templateId,
        long templateVersion,
        boolean dryRun,
        List<Difference> changes,
        List<String> overridden) {

    static RolloutView of(Rollout rollout, Template template, boolean dryRun) {
        return new RolloutView(
                rollout.after().id(),
                template.id(),
                template.version(),
                dryRun,
                rollout.changes(),
                rollout.overridden());
    }
}
