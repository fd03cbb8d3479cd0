/** NATS on plain jnats: one connection that survives outages, subjects built in one place, streams, consumers. */
@NullMarked
package io.scaiwave.tenancy.nats;

import org.jspecify.annotations.NullMarked;
