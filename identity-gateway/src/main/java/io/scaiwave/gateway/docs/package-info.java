/** The description of the whole public API, merged from what each service says of itself, and a page to try it. */
@NullMarked
package io.scaiwave.gateway.docs;

import org.jspecify.annotations.NullMarked;
