/** One NATS account per tenant, the credentials of its subscribers, and their revocation. */
@NullMarked
package io.scaiwave.tenant.events;

import org.jspecify.annotations.NullMarked;
