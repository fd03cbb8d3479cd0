/** What a tenant may use, and which layer each number comes from. */
@NullMarked
package io.scaiwave.tenant.limits;

import org.jspecify.annotations.NullMarked;
