/** The plans a tenant can be on. */
@NullMarked
package io.scaiwave.tenant.plans;

import org.jspecify.annotations.NullMarked;
