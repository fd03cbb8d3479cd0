/** Each service's own knowledge of all tenants: from events, a snapshot, and its own table when neither can be had. */
@NullMarked
package io.scaiwave.tenancy.directory;

import org.jspecify.annotations.NullMarked;
