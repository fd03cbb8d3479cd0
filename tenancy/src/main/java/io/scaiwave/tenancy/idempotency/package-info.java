/**
 * {@code Idempotency-Key}: the first answer is stored in the transaction of the change itself, so that a crash leaves
 * both or neither.
 */
@NullMarked
package io.scaiwave.tenancy.idempotency;

import org.jspecify.annotations.NullMarked;
