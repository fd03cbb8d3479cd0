package io.scaiwave.tenancy.health;

import io.scaiwave.tenancy.boot.BootChecks;
import io.scaiwave.tenancy.context.PlatformContext;
import io.scaiwave.tenancy.db.TenantDb;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** The hard dependency. */
@Readiness
@ApplicationScoped
public class DatabaseReady implements AsyncHealthCheck {

    private static final PlatformContext HEALTH = new PlatformContext("health");

    private final TenantDb db;
    private final BootChecks checks;

    public DatabaseReady(TenantDb db, BootChecks checks) {
        this.db = db;
        this.checks = checks;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return db.read(HEALTH, "SELECT 1")
                .ifNoItem()
                .after(Duration.ofSeconds(2))
                .fail()
                .map(rows -> answer(checks.hasPassed()))
                .onFailure()
                .recoverWithItem(() -> answer(false));
    }

    private static HealthCheckResponse answer(boolean up) {
        return HealthCheckResponse.named("postgres").status(up).build();
    }
}
