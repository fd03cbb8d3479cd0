/** Partners: who operates a fleet of tenants, within which caps. */
@NullMarked
package io.scaiwave.tenant.partner;

import org.jspecify.annotations.NullMarked;
