package io.scaiwave.tenant.partner;

import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.RefusedException;
import io.scaiwave.tenant.access.JsonBodies;
import io.scaiwave.tenant.limits.LimitMap;
import io.scaiwave.tenant.limits.LimitName;
import io.scaiwave.tenant.limits.LimitValue;
import io.scaiwave.tenant.registry.Slug;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What may be said of a partner when it is made or changed; every other member is refused by its name. */
final class PartnerBody {

    private static final Set<String> WRITABLE =
            Set.of("name", "branding", "base_domain", "limits", "max_tenants", "features", "settings");
    private static final Pattern DOMAIN = Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}");
    private static final int LONGEST_NAME = 200;

    private final JsonObject body;

    private PartnerBody(JsonObject body) {
        this.body = body;
    }

    static PartnerBody patch(JsonObject body) {
        return checked(body, false);
    }

    static PartnerBody creation(JsonObject body) {
        return checked(body, true);
    }

    private static PartnerBody checked(JsonObject body, boolean isNew) {
        body.fieldNames().stream()
                .filter(name -> !WRITABLE.contains(name) && !(isNew && name.equals("slug")))
                .findFirst()
                .ifPresent(name -> {
                    throw ErrorCode.SW_VALIDATION
                            .because("The member '" + name + "' cannot be set here.")
                            .field(name, "cannot be set here");
                });
        return new PartnerBody(body);
    }

    Partner draft(Instant now) {
        Partner.Profile blank = new Partner.Profile(
                Slug.parse(text("slug", 63)).value(),
                text("name", LONGEST_NAME),
                new JsonObject(),
                null,
                new JsonObject(),
                new JsonObject());
        return applyTo(new Partner(
                PartnerId.random(),
                blank,
                new Partner.Standing("active", null),
                Map.of(),
                null,
                0,
                new Partner.Stamp(1, 1, now, now)));
    }

    Partner applyTo(Partner partner) {
        Partner.Profile old = partner.profile();
        Partner.Profile changed = new Partner.Profile(
                old.slug(),
                body.containsKey("name") ? text("name", LONGEST_NAME) : old.name(),
                member("branding", old.branding()),
                body.containsKey("base_domain") ? domain() : old.baseDomain(),
                member("features", old.features()),
                member("settings", old.settings()));
        return partner.with(
                changed,
                limits(partner.limits()),
                body.containsKey("max_tenants") ? maxTenants() : partner.maxTenants());
    }

    private Map<LimitName, LimitValue> limits(Map<LimitName, LimitValue> old) {
        return body.containsKey("limits") ? LimitMap.parse(member("limits", LimitMap.json(old))) : old;
    }

    private @Nullable Long maxTenants() {
        return switch (body.getValue("max_tenants")) {
            case null -> null;
            case Integer number when number >= 0 -> number.longValue();
            case Long number when number >= 0 -> number;
            default -> throw RefusedException.invalid("max_tenants", "must be a whole number from 0, or null for none");
        };
    }

    private @Nullable String domain() {
        Object sent = body.getValue("base_domain");
        if (sent == null) {
            return null;
        }
        if (sent instanceof String text
                && text.length() <= 253
                && DOMAIN.matcher(text).matches()) {
            return text;
        }
        throw RefusedException.invalid("base_domain", "must be a host name in lower case");
    }

    private String text(String name, int longest) {
        if (body.getValue(name) instanceof String text && !text.isBlank() && text.length() <= longest) {
            return text;
        }
        throw RefusedException.invalid(name, "must be text of 1 to " + longest + " characters");
    }

    private JsonObject member(String name, JsonObject old) {
        if (!body.containsKey(name)) {
            return old;
        }
        Object sent = body.getValue(name);
        if (sent == null) {
            return new JsonObject();
        }
        if (!(sent instanceof JsonObject members)) {
            throw RefusedException.invalid(name, "must be an object, or null to empty it");
        }
        return JsonBodies.fitting(name, JsonBodies.merged(old, members));
    }
}
