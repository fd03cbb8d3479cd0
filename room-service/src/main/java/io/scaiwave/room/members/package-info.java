/** Joining, leaving and who is in. */
@NullMarked
package io.scaiwave.room.members;

import org.jspecify.annotations.NullMarked;
