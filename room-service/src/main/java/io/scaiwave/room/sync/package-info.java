/** What is new since a position, waited for if need be. */
@NullMarked
package io.scaiwave.room.sync;

import org.jspecify.annotations.NullMarked;
