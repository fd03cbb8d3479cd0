package io.scaiwave.gateway.edge;

import io.scaiwave.gateway.admission.Admission;
import io.scaiwave.gateway.token.TokenCache;

/** What all event loops share. */
record EdgeParts(
        TokenCache tokens, Admission admission, InternalCallers callers, Upstreams upstreams, String baseDomain) {}
