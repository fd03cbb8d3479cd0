package io.scaiwave.tenant.templates;

import io.scaiwave.tenancy.id.TemplateId;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * What a tenant was last given by a template.
 *
 * @param document what that version said, so that a later one can take back what this one gave
 */
public record FromTemplate(TemplateId id, long version, Instant appliedAt, TemplateDocument document) {

    public static FromTemplate of(Template template, Instant now) {
        return new FromTemplate(template.id(), template.version(), now, template.document());
    }

    public static FromTemplate stored(JsonObject json) {
        return new FromTemplate(
                TemplateId.parse(json.getString("id")),
                json.getLong("version"),
                Instant.parse(json.getString("applied_at")),
                TemplateDocument.stored(json.getJsonObject("document")));
    }

    public JsonObject toJson() {
        return new JsonObject()
                .put("id", id.wire())
                .put("version", version)
                .put("applied_at", appliedAt.toString())
                .put("document", document.toJson());
    }
}
