/** The schemas of tenants and how they are brought further. */
@NullMarked
package io.scaiwave.system.migrations;

import org.jspecify.annotations.NullMarked;
