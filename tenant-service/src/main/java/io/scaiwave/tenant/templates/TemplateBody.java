package io.scaiwave.tenant.templates;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.problem.RefusedException;
import io.scaiwave.tenant.access.JsonBodies;
import io.vertx.core.json.JsonObject;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A whole template as its owner writes it.
 *
 * @param partnerId whose it is; said by the platform's people only, and only when it is made
 */
public record TemplateBody(
        @NotBlank @Size(max = 200) String name,
        @JsonProperty("partner_id") @Nullable PartnerId partnerId,

        @Schema(type = SchemaType.OBJECT, description = "Limit name to a whole number, or null for none") @Nullable
        JsonNode limits,

        @Schema(type = SchemaType.OBJECT) @Nullable JsonNode features,
        @Schema(type = SchemaType.OBJECT) @Nullable JsonNode settings) {

    TemplateDocument document() {
        return TemplateDocument.parse(
                object("limits", limits), object("features", features), object("settings", settings));
    }

    private static JsonObject object(String name, @Nullable JsonNode sent) {
        if (sent == null || sent.isNull()) {
            return new JsonObject();
        }
        if (!sent.isObject()) {
            throw RefusedException.invalid(name, "must be an object");
        }
        return JsonBodies.object(sent);
    }
}
