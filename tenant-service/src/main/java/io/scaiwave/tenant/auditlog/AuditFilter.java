package io.scaiwave.tenant.auditlog;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Which entries to list; null asks for any. */
record AuditFilter(
        @Nullable Long before,
        @Nullable OffsetDateTime start,
        @Nullable OffsetDateTime end,
        @Nullable String action,
        @Nullable String actorId,
        @Nullable String resourceType,
        @Nullable String resourceId,
        @Nullable String outcome) {}
