/** What code may not do, as rules of ArchUnit that every module runs against itself. */
@NullMarked
package io.scaiwave.tenancy.testing.architecture;

import org.jspecify.annotations.NullMarked;
