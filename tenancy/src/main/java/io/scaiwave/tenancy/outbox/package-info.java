/**
 * State and its event commit together: an event is a row beside the change, a relay publishes it and waits for the
 * stream's word, a reconciler repeats what a stream has lost. The outbox is the truth; NATS is how it travels.
 */
@NullMarked
package io.scaiwave.tenancy.outbox;

import org.jspecify.annotations.NullMarked;
