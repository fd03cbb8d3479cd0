/** Measures an installation; every figure is a ratio of two things measured in turn in the same run. */
@NullMarked
package io.scaiwave.bench;

import org.jspecify.annotations.NullMarked;
