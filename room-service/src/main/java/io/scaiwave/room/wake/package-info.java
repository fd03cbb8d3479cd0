/** Tells waiting readers that a room of theirs has something new, in this process and in the others. */
@NullMarked
package io.scaiwave.room.wake;

import org.jspecify.annotations.NullMarked;
