/** How a "no" is said: stable codes, RFC 9457 documents, and nothing from inside. */
@NullMarked
package io.scaiwave.tenancy.problem;

import org.jspecify.annotations.NullMarked;
