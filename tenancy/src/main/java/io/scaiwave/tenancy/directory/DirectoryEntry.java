package io.scaiwave.tenancy.directory;

import io.scaiwave.tenancy.id.TypedId;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;

/** What the registry says of one thing at one version. */
public interface DirectoryEntry {

    TypedId id();

    /** Grows with every change of the entry. */
    long version();

    OffsetDateTime updatedAt();

    JsonObject toJson();
}
