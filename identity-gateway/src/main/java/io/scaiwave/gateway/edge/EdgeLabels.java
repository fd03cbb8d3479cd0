package io.scaiwave.gateway.edge;

import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The public port knows no templates: what callers ask for is no label. */
public class EdgeLabels {

    @Produces
    @Singleton
    MeterFilter withoutAddresses() {
        return MeterFilter.replaceTagValues("uri", uri -> "any");
    }
}
