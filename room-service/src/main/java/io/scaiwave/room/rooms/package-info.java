/** Rooms: making, seeing and describing them. */
@NullMarked
package io.scaiwave.room.rooms;

import org.jspecify.annotations.NullMarked;
