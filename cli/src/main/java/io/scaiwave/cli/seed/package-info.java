/** The demonstration every fresh installation starts with. */
@NullMarked
package io.scaiwave.cli.seed;

import org.jspecify.annotations.NullMarked;
