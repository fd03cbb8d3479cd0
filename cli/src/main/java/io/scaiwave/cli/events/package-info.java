/** A tenant's events as a subscriber gets them: over NATS, with credentials of the tenant's own account. */
@NullMarked
package io.scaiwave.cli.events;

import org.jspecify.annotations.NullMarked;
