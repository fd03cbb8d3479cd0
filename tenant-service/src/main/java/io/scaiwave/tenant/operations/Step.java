package io.scaiwave.tenant.operations;

import io.smallrye.mutiny.Uni;

/**
 * One step of a procedure. It may be run again at any time, after a crash too, and must then do nothing it has done
 * already; the same holds for undoing it.
 */
public interface Step {

    String name();

    Uni<Void> run(Operation operation);

    Uni<Void> undo(Operation operation);
}
