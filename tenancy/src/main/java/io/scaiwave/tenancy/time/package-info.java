/** Time comes from a {@link java.time.Clock} that is given, so that tests can turn it. */
@NullMarked
package io.scaiwave.tenancy.time;

import org.jspecify.annotations.NullMarked;
