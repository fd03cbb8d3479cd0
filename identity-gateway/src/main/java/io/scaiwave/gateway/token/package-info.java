/**
 * Strict reading and checking of bearer tokens: one spelling per token, one algorithm per key, one issuer per scope.
 * Nothing here looks at tenants; that is the admission's work.
 */
@NullMarked
package io.scaiwave.gateway.token;

import org.jspecify.annotations.NullMarked;
