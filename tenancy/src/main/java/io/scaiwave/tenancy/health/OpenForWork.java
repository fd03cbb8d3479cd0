package io.scaiwave.tenancy.health;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Down as soon as a stop has been asked for. */
@Readiness
@ApplicationScoped
public class OpenForWork implements HealthCheck {

    private final Draining draining;

    public OpenForWork(Draining draining) {
        this.draining = draining;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("open-for-work")
                .status(!draining.hasBegun())
                .build();
    }
}
