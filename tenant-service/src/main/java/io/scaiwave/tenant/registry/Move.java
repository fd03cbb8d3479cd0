package io.scaiwave.tenant.registry;

import java.time.Instant;
import java.util.Optional;

/** A step in a tenant's life. Whether it is legal depends on the state alone. */
public sealed interface Move {

    /** Provisioning has ended well; with a trial when the plan gives one. */
    record Activate(Optional<Instant> trialUntil) implements Move {}

    record Fail(String reason) implements Move {}

    /** A failed provisioning starts again. */
    record Retry() implements Move {}

    record Suspend(String reason) implements Move {}

    record Resume() implements Move {}

    /** A trial becomes a paying tenant. */
    record Convert() implements Move {}

    record Archive() implements Move {}

    record Restore() implements Move {}

    record StartErasure() implements Move {}

    record CancelErasure() implements Move {}

    record Erase() implements Move {}

    /** The name used in answers: the verb of the API where it has one. */
    default String verb() {
        return switch (this) {
            case Activate ignored -> "activate";
            case Fail ignored -> "fail";
            case Retry ignored -> "retry";
            case Suspend ignored -> "suspend";
            case Resume ignored -> "resume";
            case Convert ignored -> "convert";
            case Archive ignored -> "archive";
            case Restore ignored -> "restore";
            case StartErasure ignored -> "erase";
            case CancelErasure ignored -> "cancel_erasure";
            case Erase ignored -> "finish_erasure";
        };
    }
}
