/** Classes that break a rule each, and are used by nobody. */
@NullMarked
package io.scaiwave.tenancy.testing.architecture.offences;

import org.jspecify.annotations.NullMarked;
