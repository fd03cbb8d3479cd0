package io.scaiwave.tenancy.time;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.ZoneOffset;

/** The clock of the machine, where a service brings no other; no finer than what is shown of a time. */
@Singleton
public class SystemClock {

    @Produces
    @Singleton
    @DefaultBean
    public Clock clock() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }
}
