/** Where a tenant's rooms live, as told by tenant-service. */
@NullMarked
package io.scaiwave.room.placement;

import org.jspecify.annotations.NullMarked;
