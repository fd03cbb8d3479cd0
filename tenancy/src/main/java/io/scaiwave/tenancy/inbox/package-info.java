/** Every effect once: a message id is remembered in the same transaction as what it caused. */
@NullMarked
package io.scaiwave.tenancy.inbox;

import org.jspecify.annotations.NullMarked;
