/** The short-lived token that services of the platform trust among themselves, and nothing else. */
@NullMarked
package io.scaiwave.tenancy.token;

import org.jspecify.annotations.NullMarked;
