package io.scaiwave.tenant.plans;

import io.scaiwave.tenancy.context.Isolation;
import io.scaiwave.tenancy.context.Permission;
import io.scaiwave.tenancy.context.Permitted;
import io.scaiwave.tenancy.web.Envelope;
import io.scaiwave.tenant.limits.LimitMap;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The plans on offer. */
@Path("/v1/plans")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Plans")
public class PlanResource {

    /** A plan as the API shows it; a limit it does not name keeps the platform's default. */
    public record PlanView(
            String name,
            String title,
            int trialDays,
            Isolation defaultIsolation,
            Map<String, Object> limits,
            Map<String, Object> features) {}

    @GET
    @Permitted({Permission.TEMPLATES_READ, Permission.TENANTS_READ})
    @Operation(summary = "List the plans")
    @APIResponse(responseCode = "200", description = "All plans")
    public Envelope<List<PlanView>> list() {
        List<PlanView> views = Plans.all().stream()
                .map(plan -> new PlanView(
                        plan.name(),
                        plan.title(),
                        plan.trialDays(),
                        plan.defaultIsolation(),
                        LimitMap.json(plan.limits()).getMap(),
                        plan.features().getMap()))
                .toList();
        return Envelope.page(views, null);
    }
}
