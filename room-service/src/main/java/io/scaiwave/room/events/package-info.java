/** The event log: one gap-free stream of positions per tenant, each event stored together with its outbox row. */
@NullMarked
package io.scaiwave.room.events;

import org.jspecify.annotations.NullMarked;
