/** Encryption at rest and signatures over what leaves and comes back, with keys mounted as files. */
@NullMarked
package io.scaiwave.tenancy.crypto;

import org.jspecify.annotations.NullMarked;
