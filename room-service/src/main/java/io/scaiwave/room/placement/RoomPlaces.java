package io.scaiwave.room.placement;

import io.scaiwave.tenancy.context.Isolation;
import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.db.Place;
import io.scaiwave.tenancy.db.Places;
import io.scaiwave.tenancy.directory.TenantDirectory;
import io.scaiwave.tenancy.directory.TenantEntry;
import jakarta.enterprise.context.ApplicationScoped;

/** Where room data is: as the directory says, or, for a tenant it has not heard of yet, as its token says. */
@ApplicationScoped
class RoomPlaces implements Places {

    private static final String SERVICE = "room";

    private final TenantDirectory directory;

    RoomPlaces(TenantDirectory directory) {
        this.directory = directory;
    }

    @Override
    public Place of(Scope scope) {
        return scope instanceof TenantContext tenant ? place(tenant, level(tenant)) : Place.HOME;
    }

    @Override
    public Place moved(TenantContext tenant, Isolation level) {
        return place(tenant, level);
    }

    @Override
    public boolean haveDatabases() {
        return true;
    }

    private Isolation level(TenantContext tenant) {
        return directory.byId(tenant.tenantId()).map(TenantEntry::isolation).orElse(tenant.isolation());
    }

    private static Place place(TenantContext tenant, Isolation level) {
        return switch (level) {
            case SHARED -> new Place.Shared(SERVICE);
            case SCHEMA -> new Place.InSchema(SERVICE, tenant.tenantId());
            case DATABASE -> new Place.InDatabase(SERVICE);
        };
    }
}
