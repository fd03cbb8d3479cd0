/** Audit entries leave a service by its outbox, in the transaction of what they report. */
@NullMarked
package io.scaiwave.tenancy.audit;

import org.jspecify.annotations.NullMarked;
