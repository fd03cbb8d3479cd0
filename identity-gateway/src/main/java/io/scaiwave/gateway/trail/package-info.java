/**
 * What the entrance itself reports to audit logs: refused selectors, refused permissions, and admins from above who
 * act in a tenant. Always in the log of whoever did it, never in that of whom it was aimed at.
 */
@NullMarked
package io.scaiwave.gateway.trail;

import org.jspecify.annotations.NullMarked;
