package io.scaiwave.gateway.user;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.id.TenantId;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The caller as it sees itself; a member that does not apply is null, never left out. */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record MeView(
        PrincipalView principal,
        @Nullable TenantView tenant,
        @Nullable PartnerView partner,
        List<String> roles,
        List<String> permissions) {

    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record PrincipalView(
            String id,
            String type,
            String subject,
            @Nullable String displayName,
            @Nullable String email,
            @Nullable String locale,
            @Nullable String timeZone) {}

    public record TenantView(
            TenantId id,
            String slug,
            String name,

            @Schema(type = SchemaType.OBJECT, implementation = Map.class)
            JsonNode features) {}

    public record PartnerView(PartnerId id) {}
}
