/** Redis keys that name their owner by construction. */
@NullMarked
package io.scaiwave.tenancy.redis;

import org.jspecify.annotations.NullMarked;
