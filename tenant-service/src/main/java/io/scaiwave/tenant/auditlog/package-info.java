/** The append-only, hash-chained record of who changed what, one chain per tenant, partner and the platform. */
@NullMarked
package io.scaiwave.tenant.auditlog;

import org.jspecify.annotations.NullMarked;
