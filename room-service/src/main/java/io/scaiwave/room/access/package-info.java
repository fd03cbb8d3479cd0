/** Who may act here: the participant behind a caller, its tenant's standing and its limits. */
@NullMarked
package io.scaiwave.room.access;

import org.jspecify.annotations.NullMarked;
