package io.scaiwave.tenant.auditlog;

import io.quarkus.runtime.StartupEvent;
import io.scaiwave.tenancy.audit.AuditEntry;
import io.scaiwave.tenancy.context.PlatformContext;
import io.scaiwave.tenancy.db.TenantDb;
import io.scaiwave.tenancy.db.Tx;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.inbox.Inbox;
import io.scaiwave.tenancy.nats.DurableConsumers;
import io.scaiwave.tenancy.nats.Incoming;
import io.scaiwave.tenancy.nats.Outcome;
import io.scaiwave.tenancy.nats.StreamDefinition;
import io.scaiwave.tenancy.nats.Subjects;
import io.scaiwave.tenancy.problem.RefusedException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Takes the audit entries of the other services into their owners' chains: each once, however often it is delivered. */
@ApplicationScoped
public class AuditConsumer {

    private static final String NAME = "tenant-service-audit";
    private static final PlatformContext SCOPE = new PlatformContext("audit");

    private final TenantDb db;
    private final DurableConsumers consumers;

    public AuditConsumer(TenantDb db, DurableConsumers consumers) {
        this.db = db;
        this.consumers = consumers;
    }

    void start(@Observes @Priority(10) StartupEvent event) {
        consumers.consume(StreamDefinition.TENANT_EVENTS, NAME, Subjects.everyAudit(), this::handle);
    }

    Uni<Outcome> handle(Incoming message) {
        AuditLogOwner owner;
        AuditEntry entry;
        try {
            owner = owner(message.owner());
            entry = AuditEntry.fromJson(
                    message.data().orElseThrow(() -> new IllegalArgumentException("The message holds no entry")));
        } catch (RefusedException | IllegalArgumentException e) {
            return Uni.createFrom().item(new Outcome.Poison("not an audit entry"));
        }
        return db.inTransaction(SCOPE, tx -> Inbox.first(tx, NAME, owner.log().owner() + ":" + entry.id())
                        .flatMap(first -> first
                                ? append(tx, owner, entry)
                                : Uni.createFrom().voidItem()))
                .replaceWith(Outcome.HANDLED);
    }

    private static Uni<Void> append(Tx tx, AuditLogOwner owner, AuditEntry entry) {
        Uni<Void> narrowed = owner instanceof AuditLogOwner.OfTenant(TenantId tenant)
                ? tx.narrow(tenant)
                : Uni.createFrom().voidItem();
        return narrowed.chain(() -> AuditChain.append(tx, owner, entry));
    }

    private static AuditLogOwner owner(String subjectOwner) {
        if (subjectOwner.equals("platform")) {
            return new AuditLogOwner.OfPlatform();
        }
        return subjectOwner.startsWith(PartnerId.PREFIX + "_")
                ? new AuditLogOwner.OfPartner(PartnerId.parse(subjectOwner))
                : new AuditLogOwner.OfTenant(TenantId.parse(subjectOwner));
    }
}
