/** Tokens of the development issuer, which only the dev and test profiles of the gateway believe. */
@NullMarked
package io.scaiwave.cli.token;

import org.jspecify.annotations.NullMarked;
