/** The public HTTP API as a command sees it. */
@NullMarked
package io.scaiwave.cli.http;

import org.jspecify.annotations.NullMarked;
