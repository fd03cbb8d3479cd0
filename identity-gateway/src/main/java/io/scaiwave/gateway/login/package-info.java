/** What an application must know to send somebody to the right sign-in. */
@NullMarked
package io.scaiwave.gateway.login;

import org.jspecify.annotations.NullMarked;
