/**
 * The public port: what comes in is checked, named, admitted and handed on; what is refused is refused with one kind of
 * problem document. Runs beside the framework's own HTTP server, never through its router.
 */
@NullMarked
package io.scaiwave.gateway.edge;

import org.jspecify.annotations.NullMarked;
