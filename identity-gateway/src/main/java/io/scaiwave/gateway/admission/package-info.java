/** From a verified token and the tenant selectors of a request to one scope, or to a refusal that tells nothing. */
@NullMarked
package io.scaiwave.gateway.admission;

import org.jspecify.annotations.NullMarked;
