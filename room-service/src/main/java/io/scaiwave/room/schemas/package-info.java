/**
 * Makes what isolation levels need — roles, schemas, tables, fences — with a role that no request uses. The only place of
 * this service with a way to the database beside {@code TenantDb}.
 */
@NullMarked
package io.scaiwave.room.schemas;

import org.jspecify.annotations.NullMarked;
