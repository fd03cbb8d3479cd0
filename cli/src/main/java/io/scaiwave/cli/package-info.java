/** The command line of an installation: its keys, its migrations, development tokens and a live view of events. */
@NullMarked
package io.scaiwave.cli;

import org.jspecify.annotations.NullMarked;
