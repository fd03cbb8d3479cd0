package io.scaiwave.tenancy.health;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/**
 * Keeps out of metrics what is particular to a request. Served addresses are labelled by their templates; asked ones
 * are plain, with ids and slugs in them, and as many as there are requests.
 */
public class PlainLabels {

    @Produces
    @Singleton
    MeterFilter withoutAskedAddresses() {
        MeterFilter anyAddress = MeterFilter.replaceTagValues("uri", uri -> "any");
        return new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                return id.getName().startsWith("http.client") ? anyAddress.map(id) : id;
            }
        };
    }
}
