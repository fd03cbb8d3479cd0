package io.scaiwave.tenancy.health;

import io.scaiwave.tenancy.nats.NatsLink;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Named, never a reason to leave: without NATS events wait in the outbox and everything else goes on. */
@Readiness
@ApplicationScoped
public class NatsState implements HealthCheck {

    private final NatsLink link;

    public NatsState(NatsLink link) {
        this.link = link;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("nats")
                .up()
                .withData("connected", link.isConnected())
                .build();
    }
}
