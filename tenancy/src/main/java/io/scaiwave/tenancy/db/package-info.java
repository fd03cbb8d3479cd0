/**
 * The only way to the database. A transaction opens with a {@link io.scaiwave.tenancy.context.Scope} and sets it as its
 * first act; nothing else in the platform can name the pool.
 */
@NullMarked
package io.scaiwave.tenancy.db;

import org.jspecify.annotations.NullMarked;
