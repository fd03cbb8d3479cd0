package io.scaiwave.tenant.registry;

import java.time.Instant;

/**
 * Where a tenant stands in its life. Each state carries what it must remember: a suspended tenant knows what it
 * returns to, so that a trial stays a trial.
 */
public sealed interface TenantState {

    record Provisioning() implements TenantState {}

    record Failed(String reason) implements TenantState {}

    /** A tenant in use. */
    sealed interface Running extends TenantState {}

    record Trial(Instant until) implements Running {}

    record Active() implements Running {}

    /** A tenant at rest: kept whole, usable by nobody. */
    sealed interface Resting extends TenantState {}

    record Suspended(String reason, Running before) implements Resting {}

    record Archived() implements Resting {}

    record Deleting(Resting before) implements TenantState {}

    record Deleted() implements TenantState {}

    default Status status() {
        return switch (this) {
            case Provisioning ignored -> Status.PROVISIONING;
            case Failed ignored -> Status.FAILED;
            case Trial ignored -> Status.TRIAL;
            case Active ignored -> Status.ACTIVE;
            case Suspended ignored -> Status.SUSPENDED;
            case Archived ignored -> Status.ARCHIVED;
            case Deleting ignored -> Status.DELETING;
            case Deleted ignored -> Status.DELETED;
        };
    }
}
