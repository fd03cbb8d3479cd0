/** Hands a request on to the service that answers it: streamed both ways, with clean headers and bounded waits. */
@NullMarked
package io.scaiwave.gateway.proxy;

import org.jspecify.annotations.NullMarked;
