/** Typed identifiers: a UUIDv7 in storage, a prefixed TypeID at every surface. */
@NullMarked
package io.scaiwave.tenancy.id;

import org.jspecify.annotations.NullMarked;
