/** Which issuers there are, and how their keys are fetched without being led astray. */
@NullMarked
package io.scaiwave.gateway.issuer;

import org.jspecify.annotations.NullMarked;
