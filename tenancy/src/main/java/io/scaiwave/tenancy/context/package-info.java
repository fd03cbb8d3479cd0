/** Who is asking, in which scope, with which permissions: resolved once, then passed as a parameter. */
@NullMarked
package io.scaiwave.tenancy.context;

import org.jspecify.annotations.NullMarked;
