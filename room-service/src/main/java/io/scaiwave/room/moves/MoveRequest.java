package io.scaiwave.room.moves;

import io.scaiwave.tenancy.context.Isolation;
import java.util.UUID;

/** Which move a step belongs to. */
record MoveRequest(UUID operation, Isolation from, Isolation to) {}
