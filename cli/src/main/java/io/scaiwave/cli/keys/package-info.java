/** All keys and credentials of an installation, made once and left alone afterwards. */
@NullMarked
package io.scaiwave.cli.keys;

import org.jspecify.annotations.NullMarked;
