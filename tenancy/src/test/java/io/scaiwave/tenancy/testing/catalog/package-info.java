/** Reads a schema's walls from Postgres' own catalog: what the migrations made, not what they meant to make. */
@NullMarked
package io.scaiwave.tenancy.testing.catalog;

import org.jspecify.annotations.NullMarked;
