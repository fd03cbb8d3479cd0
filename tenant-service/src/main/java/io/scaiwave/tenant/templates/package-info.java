/** What a partner's tenants are given alike: documents of limits, features and settings, in versions. */
@NullMarked
package io.scaiwave.tenant.templates;

import org.jspecify.annotations.NullMarked;
