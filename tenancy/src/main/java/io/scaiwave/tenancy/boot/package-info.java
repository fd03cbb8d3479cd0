/** Refuses to start on a setting that would break a wall, with one line that says what to do. */
@NullMarked
package io.scaiwave.tenancy.boot;

import org.jspecify.annotations.NullMarked;
