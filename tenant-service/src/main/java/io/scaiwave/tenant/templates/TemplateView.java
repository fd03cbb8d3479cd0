package io.scaiwave.tenant.templates;

import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.id.TemplateId;
import io.scaiwave.tenant.limits.LimitMap;
import java.time.Instant;
import java.util.Map;

/** A template as the API shows it. */
public record TemplateView(
        TemplateId id,
        PartnerId partnerId,
        String name,
        Map<String, Object> limits,
        Map<String, Object> features,
        Map<String, Object> settings,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    static TemplateView of(Template template) {
        TemplateDocument document = template.document();
        return new TemplateView(
                template.id(),
                template.partnerId(),
                template.name(),
                LimitMap.json(document.limits()).getMap(),
                document.features().getMap(),
                document.settings().getMap(),
                template.createdAt(),
                template.updatedAt(),
                template.version());
    }
}
