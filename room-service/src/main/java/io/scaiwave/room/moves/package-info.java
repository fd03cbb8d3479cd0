/**
 * Moves all rows of one tenant to another copy while requests go on: copies them live, follows by noted keys, compares,
 * holds writers back for the last step, and switches. Every step may be repeated and continued by another replica.
 */
@NullMarked
package io.scaiwave.room.moves;

import org.jspecify.annotations.NullMarked;
