package io.scaiwave.gateway.edge;

import io.scaiwave.gateway.admission.Admission;
import io.scaiwave.gateway.limit.FailedTokens;
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
        FailedTokens failures,
        PeersConfig peers,
        Traffic traffic,
        RequestMetrics metrics,
        EdgeDrain drain,
        ClientAddresses addresses,
        Clock clock) {}
