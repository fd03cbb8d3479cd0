/** Connections to databases that belong to single tenants: bounded pools, opened at first use and closed when idle. */
@NullMarked
package io.scaiwave.tenancy.db.own;

import org.jspecify.annotations.NullMarked;
