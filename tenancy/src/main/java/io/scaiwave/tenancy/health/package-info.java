/** Readiness: only the database takes a replica out; NATS and Redis are named and degrade. */
@NullMarked
package io.scaiwave.tenancy.health;

import org.jspecify.annotations.NullMarked;
