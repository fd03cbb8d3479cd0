/** The one command for people, used as people use it. */
@NullMarked
package io.scaiwave.system.commands;

import org.jspecify.annotations.NullMarked;
