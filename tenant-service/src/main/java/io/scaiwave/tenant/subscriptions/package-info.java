/** What becomes of a tenant whose subscription comes to its end: it is told in time, has its grace, and is suspended. */
@NullMarked
package io.scaiwave.tenant.subscriptions;

import org.jspecify.annotations.NullMarked;
