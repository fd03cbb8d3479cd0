/** What the other services know of a tenant, sent with every change and served as a snapshot. */
@NullMarked
package io.scaiwave.tenant.directory;

import org.jspecify.annotations.NullMarked;
