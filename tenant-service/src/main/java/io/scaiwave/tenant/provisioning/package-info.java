/** The steps that make a new tenant usable. */
@NullMarked
package io.scaiwave.tenant.provisioning;

import org.jspecify.annotations.NullMarked;
