package io.scaiwave.tenancy.boot;

import io.quarkus.arc.All;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import io.scaiwave.tenancy.context.PlatformContext;
import io.scaiwave.tenancy.db.DatabaseFailures;
import io.scaiwave.tenancy.db.RelayDb;
import io.scaiwave.tenancy.db.TenantDb;
import io.scaiwave.tenancy.db.Tx;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Runs before anything listens. With a role too strong or a table unprotected the process ends; with no database to ask
 * it starts, is not ready, and asks again until it knows.
 */
@ApplicationScoped
public class BootChecks {

    private static final Logger LOG = Logger.getLogger(BootChecks.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final PlatformContext BOOT = new PlatformContext("boot");

    private final TenantDb db;
    private final RelayDb relay;
    private final List<BootCheck> others;
    private volatile boolean passed;

    public BootChecks(TenantDb db, RelayDb relay, @All List<BootCheck> others) {
        this.db = db;
        this.relay = relay;
        this.others = List.copyOf(others);
    }

    void start(@Observes @Priority(1) StartupEvent ignored) {
        try {
            List<String> findings = check().await().atMost(PATIENCE);
            if (!findings.isEmpty()) {
                throw new IllegalStateException(explain(findings));
            }
            passed = true;
        } catch (IllegalStateException e) {
            throw e;
        } catch (RuntimeException e) {
            Optional<String> refusal = DatabaseFailures.refusal(e);
            if (refusal.isPresent()) {
                throw new IllegalStateException(explain(refusal.get()), e);
            }
            LOG.warn("The database cannot be asked yet whether it is safe; the service is not ready until it is");
            askAgain();
        }
    }

    public boolean hasPassed() {
        return passed;
    }

    private void askAgain() {
        check().onFailure(failure -> DatabaseFailures.refusal(failure).isEmpty())
                .retry()
                .withBackOff(Duration.ofSeconds(1), Duration.ofSeconds(2))
                .indefinitely()
                .subscribe()
                .with(this::decideLate, this::endLate);
    }

    private void endLate(Throwable failure) {
        LOG.fatal(DatabaseFailures.refusal(failure)
                .map(BootChecks::explain)
                .orElse("The boot check ended without an answer"));
        Quarkus.asyncExit(1);
    }

    private void decideLate(List<String> findings) {
        if (findings.isEmpty()) {
            passed = true;
        } else {
            LOG.fatal(explain(findings));
            Quarkus.asyncExit(1);
        }
    }

    private static String explain(List<String> findings) {
        return "Refusing to start: " + String.join("; ", findings)
                + ". Connect as the service's own runtime role and run the migrations as its owner.";
    }

    /** A server that is away is waited for; one that is there and says no will say it again. */
    private static String explain(String refusal) {
        return "Refusing to start: the database does not let itself be checked (" + refusal
                + "). Run the migrations first, and connect with the service's own roles.";
    }

    private Uni<List<String>> check() {
        List<Uni<List<String>>> all = new ArrayList<>();
        all.add(db.inTransaction(BOOT, BootChecks::findings));
        all.add(relay.inTransaction(BootChecks::findings));
        others.forEach(one -> all.add(one.findings()));
        return Uni.join().all(all).usingConcurrencyOf(1).andFailFast().map(found -> found.stream()
                .flatMap(List::stream)
                .toList());
    }

    private static Uni<List<String>> findings(Tx tx) {
        return RoleCheck.findings(tx).flatMap(role -> TableCheck.findings(tx).map(tables -> {
            List<String> all = new ArrayList<>(role);
            all.addAll(tables);
            return all;
        }));
    }
}
