/** Documents that anybody may read without a token. */
@NullMarked
package io.scaiwave.gateway.wellknown;

import org.jspecify.annotations.NullMarked;
