/** The HTTP edge every service shares: strict JSON, who may call, envelopes, pages, preconditions, idempotency. */
@NullMarked
package io.scaiwave.tenancy.web;

import org.jspecify.annotations.NullMarked;
