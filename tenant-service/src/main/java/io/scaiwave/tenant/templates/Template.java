package io.scaiwave.tenant.templates;

import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.id.TemplateId;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;

/**
 * A template in its newest version.
 *
 * @param version grows with every change; the ETag
 */
public record Template(
        TemplateId id,
        PartnerId partnerId,
        String name,
        TemplateDocument document,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    static final String COLUMNS =
            " t.template_id, t.partner_id, t.name, t.document, t.version, t.created_at, t.updated_at ";

    static Template map(Row row) {
        return new Template(
                TemplateId.of(row.getUUID("template_id")),
                PartnerId.of(row.getUUID("partner_id")),
                row.getString("name"),
                TemplateDocument.stored(row.getJsonObject("document")),
                row.getLong("version"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }

    Template with(String newName, TemplateDocument newDocument) {
        return new Template(id, partnerId, newName, newDocument, version, createdAt, updatedAt);
    }
}
