package io.scaiwave.gateway.edge;

import io.scaiwave.gateway.admission.Admission;
import io.scaiwave.gateway.limit.Limiting;
import io.scaiwave.gateway.token.TokenCache;
import jakarta.inject.Singleton;
import java.time.Clock;

/** What all event loops share. */
@Singleton
record EdgeParts(
        TokenCache tokens,
        Admission admission,
        InternalCallers callers,
        Limiting limiting,
        PeersConfig peers,
        Clock clock) {}
