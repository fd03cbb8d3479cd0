package io.scaiwave.gateway.edge;

import io.scaiwave.gateway.admission.Admitted;
import io.scaiwave.tenancy.id.UserId;

/** Somebody who was let in, by our own id. */
record Entrant(Admitted admitted, UserId id) {}
