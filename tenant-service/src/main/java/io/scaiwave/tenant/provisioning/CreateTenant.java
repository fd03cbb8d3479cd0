package io.scaiwave.tenant.provisioning;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.scaiwave.tenancy.context.Isolation;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.id.TemplateId;
import io.scaiwave.tenancy.problem.RefusedException;
import io.scaiwave.tenant.plans.Plan;
import io.scaiwave.tenant.plans.Plans;
import io.scaiwave.tenant.registry.ExternalIds;
import io.scaiwave.tenant.registry.PlacementConfig;
import io.scaiwave.tenant.registry.Slug;
import io.scaiwave.tenant.registry.Tenant.Placement;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The body of a creation. What is not on offer is refused by name instead of being replaced in silence. */
public record CreateTenant(
        @NotBlank @Size(max = 200) String name,
        @NotNull String slug,
        @JsonProperty("partner_id") @Nullable PartnerId partnerId,
        @Nullable String plan,
        @Nullable String isolation,
        @JsonProperty("data_region") @Nullable String dataRegion,
        @JsonProperty("template_id") @Nullable TemplateId templateId,

        @JsonProperty("admin_email") @Nullable @Email @Size(max = 254)
        String adminEmail,

        @JsonProperty("external_ids") @Nullable Map<String, String> externalIds) {

    void check(PlacementConfig offered) {
        Objects.requireNonNull(Slug.parse(slug));
        ExternalIds.check(externalIds == null ? Map.of() : externalIds);
        Objects.requireNonNull(placement(offered));
    }

    Plan chosenPlan() {
        return Plans.require(plan == null ? Plans.DEFAULT : plan);
    }

    Placement placement(PlacementConfig offered) {
        return new Placement(isolation(offered.isolations()), region(offered.regions()));
    }

    private Isolation isolation(List<Isolation> onOffer) {
        if (isolation == null) {
            Isolation byPlan = chosenPlan().defaultIsolation();
            return onOffer.contains(byPlan) ? byPlan : onOffer.getFirst();
        }
        return Isolation.of(isolation)
                .filter(onOffer::contains)
                .orElseThrow(() -> RefusedException.invalid(
                        "isolation",
                        "is not on offer here; available: "
                                + String.join(
                                        ", ",
                                        onOffer.stream().map(Isolation::wire).toList())));
    }

    private String region(List<String> onOffer) {
        if (dataRegion == null) {
            return onOffer.getFirst();
        }
        if (!onOffer.contains(dataRegion)) {
            throw RefusedException.invalid(
                    "data_region", "is not on offer here; available: " + String.join(", ", onOffer));
        }
        return dataRegion;
    }
}
