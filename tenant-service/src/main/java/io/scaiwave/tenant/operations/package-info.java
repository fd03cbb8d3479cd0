/** Work that takes longer than an answer: steps in order, each idempotent and undoable, resumed by any replica. */
@NullMarked
package io.scaiwave.tenant.operations;

import org.jspecify.annotations.NullMarked;
