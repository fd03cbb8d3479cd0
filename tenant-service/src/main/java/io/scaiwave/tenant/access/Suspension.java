package io.scaiwave.tenant.access;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** Why somebody is suspended, in words that those concerned may read. */
public record Suspension(@NotBlank @Size(max = 500) String reason) {}
