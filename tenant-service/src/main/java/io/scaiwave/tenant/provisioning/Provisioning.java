package io.scaiwave.tenant.provisioning;

import io.scaiwave.tenant.operations.Procedure;
import io.scaiwave.tenant.operations.Step;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The procedure of a new tenant. */
@ApplicationScoped
public class Provisioning implements Procedure {

    static final String KIND = "tenant.provision";

    private final List<Step> steps;

    Provisioning(
            RegistryStep registry,
            PlacementStep placement,
            EventAccountStep eventAccount,
            LimitsStep limits,
            ActivateStep activate) {
        this.steps = List.of(registry, placement, eventAccount, limits, activate);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Step> steps() {
        return steps;
    }
}
