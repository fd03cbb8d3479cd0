package io.scaiwave.room.access;

import io.scaiwave.tenancy.context.TenantContext;

/**
 * A caller as rooms see it.
 *
 * @param uses may see and join what the tenant offers; without it, only the rooms it is already in can be read
 * @param manages moderates every room it can see
 */
public record Participant(TenantContext tenant, ParticipantId id, boolean uses, boolean manages) {}
