/** The people of each tenant, who appear at their first call, and what they may see and change about themselves. */
@NullMarked
package io.scaiwave.gateway.user;

import org.jspecify.annotations.NullMarked;
