package io.scaiwave.gateway.user;

import org.jspecify.annotations.Nullable;

/** What a user shows of itself. */
record UserProfile(@Nullable String displayName, @Nullable String email, long version) {}
