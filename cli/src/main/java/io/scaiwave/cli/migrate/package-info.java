/** Database migrations of the services, run with their owner roles. */
@NullMarked
package io.scaiwave.cli.migrate;

import org.jspecify.annotations.NullMarked;
