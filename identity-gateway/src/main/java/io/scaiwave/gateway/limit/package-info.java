/**
 * Requests per minute at every level of a caller, decided together: all levels or none, in one round trip to Redis, or
 * from memory while Redis is away.
 */
@NullMarked
package io.scaiwave.gateway.limit;

import org.jspecify.annotations.NullMarked;
