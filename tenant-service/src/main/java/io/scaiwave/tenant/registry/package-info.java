/** Tenants: their names, their state, and what may be changed about them. */
@NullMarked
package io.scaiwave.tenant.registry;

import org.jspecify.annotations.NullMarked;
