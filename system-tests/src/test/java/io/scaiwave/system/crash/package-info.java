/** What is left when a service is killed with {@code kill -9} in the middle of its work. */
@NullMarked
package io.scaiwave.system.crash;

import org.jspecify.annotations.NullMarked;
