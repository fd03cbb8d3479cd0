/** How far a caller reaches in the registry. */
@NullMarked
package io.scaiwave.tenant.access;

import org.jspecify.annotations.NullMarked;
