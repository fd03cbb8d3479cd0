/**
 * What tests of every service reuse: real servers of their own, and the walls that each service must stand behind.
 * Published as the library's test-jar.
 */
@NullMarked
package io.scaiwave.tenancy.testing;

import org.jspecify.annotations.NullMarked;
