package io.scaiwave.tenant.provisioning;

import io.scaiwave.tenancy.context.PlatformContext;
import io.scaiwave.tenancy.db.TenantDb;
import io.scaiwave.tenancy.db.Tx;
import io.scaiwave.tenant.events.AccountSync;
import io.scaiwave.tenant.events.EventAccounts;
import io.scaiwave.tenant.events.NatsAwayException;
import io.scaiwave.tenant.operations.Operation;
import io.scaiwave.tenant.operations.Step;
import io.scaiwave.tenant.operations.StepFailedException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;

/** The tenant's own NATS account: without it nobody can listen to its rooms. */
@ApplicationScoped
class EventAccountStep implements Step {

    private static final PlatformContext SCOPE = new PlatformContext("operations");

    private final TenantDb db;
    private final EventAccounts accounts;
    private final AccountSync sync;

    EventAccountStep(TenantDb db, EventAccounts accounts, AccountSync sync) {
        this.db = db;
        this.accounts = accounts;
        this.sync = sync;
    }

    @Override
    public String name() {
        return "event_account";
    }

    @Override
    public Uni<Void> run(Operation operation) {
        return change(operation, tx -> accounts.open(tx, operation.partnerId(), operation.tenantId()));
    }

    @Override
    public Uni<Void> undo(Operation operation) {
        return change(operation, tx -> accounts.shut(tx, operation.tenantId(), true))
                .onFailure(StepFailedException.class)
                .recoverWithNull();
    }

    private Uni<Void> change(Operation operation, Function<Tx, Uni<Void>> row) {
        return db.inTransaction(SCOPE, row)
                .chain(() -> sync.sync(operation.tenantId()))
                .onFailure(NatsAwayException.class)
                .transform(away -> new StepFailedException("NATS does not answer."));
    }
}
