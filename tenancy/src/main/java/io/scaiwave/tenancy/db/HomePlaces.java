package io.scaiwave.tenancy.db;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;

/** What a service has that says nothing of places. */
@ApplicationScoped
class HomePlaces {

    @Produces
    @DefaultBean
    @ApplicationScoped
    Places places() {
        return Places.HOME;
    }
}
