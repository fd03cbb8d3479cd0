package io.scaiwave.tenancy.directory;

import io.scaiwave.tenancy.context.Isolation;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.id.TenantId;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Set;

/** Entries as tenant-service would make them. */
final class Entries {

    private Entries() {}

    static TenantEntry tenant(OffsetDateTime updatedAt) {
        return new TenantEntry(
                TenantId.random(),
                PartnerId.random(),
                "acme",
                Set.of(),
                "Acme",
                "active",
                "active",
                "standard",
                Isolation.of("shared").orElseThrow(),
                "eu",
                1,
                1,
                Map.of(),
                new JsonObject(),
                Map.of(),
                1,
                updatedAt);
    }
}
