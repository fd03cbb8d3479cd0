/** Gives templates to tenants, and tells where tenants have left what they were given. */
@NullMarked
package io.scaiwave.tenant.rollout;

import org.jspecify.annotations.NullMarked;
