/** The door to rooms that cannot simply be joined. */
@NullMarked
package io.scaiwave.room.invites;

import org.jspecify.annotations.NullMarked;
