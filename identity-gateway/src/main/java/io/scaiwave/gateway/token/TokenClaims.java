package io.scaiwave.gateway.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scaiwave.gateway.token.TokenRefused.Reason;
import io.scaiwave.tenancy.context.Role;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.problem.RefusedException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the claims we use, each in the one JSON type it may have; all others are ignored. */
record TokenClaims(ObjectNode json) {

    private static final int MAX_LIST = 100;
    private static final int MAX_SUBJECT = 255;

    /** Claims that only OpenID Connect ID tokens carry: such a token is for the client, not for an API. */
    private static final List<String> ID_TOKEN_ONLY = List.of("nonce", "at_hash", "c_hash", "s_hash");

    String issuer() {
        return text("iss").orElseThrow(() -> TokenRefused.because(Reason.ISSUER));
    }

    void refuseOtherAudience(String ours) {
        JsonNode audience = json.get("aud");
        if (audience == null || !strings(audience, Reason.AUDIENCE).contains(ours)) {
            throw TokenRefused.because(Reason.AUDIENCE);
        }
    }

    /** Some providers tell the kind of token in the payload, as {@code typ: ID} or {@code Refresh}. */
    void refuseOtherKinds() {
        boolean otherKind =
                text("typ").filter(typ -> !typ.equalsIgnoreCase("Bearer")).isPresent();
        if (otherKind || ID_TOKEN_ONLY.stream().anyMatch(json::has)) {
            throw TokenRefused.because(Reason.TYPE);
        }
    }

    String subject() {
        String subject = text("sub").orElseThrow(() -> TokenRefused.because(Reason.CLAIMS));
        boolean clean = subject.codePoints().noneMatch(TokenClaims::isControl);
        if (subject.isBlank() || subject.length() > MAX_SUBJECT || !clean) {
            throw TokenRefused.because(Reason.CLAIMS);
        }
        return subject;
    }

    private static boolean isControl(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }

    Optional<TenantId> tenant() {
        return text("tenant_id").map(id -> parsed(() -> TenantId.parse(id)));
    }

    Optional<PartnerId> partner() {
        return text("partner_id").map(id -> parsed(() -> PartnerId.parse(id)));
    }

    private static <T> T parsed(java.util.function.Supplier<T> parser) {
        try {
            return parser.get();
        } catch (RefusedException e) {
            throw TokenRefused.because(Reason.CLAIMS);
        }
    }

    Set<Role> roles() {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        text("role").flatMap(Role::of).ifPresent(roles::add);
        if (json.has("roles")) {
            strings(json.get("roles"), Reason.CLAIMS)
                    .forEach(name -> Role.of(name).ifPresent(roles::add));
        }
        return roles;
    }

    VerifiedToken.Profile profile() {
        return new VerifiedToken.Profile(display("email"), display("name"));
    }

    /** Only shown, never decided by: a form that we do not expect is simply not shown. */
    private Optional<String> display(String name) {
        JsonNode value = json.get(name);
        return value != null
                        && value.isTextual()
                        && value.asText().length() <= 320
                        && value.asText().codePoints().noneMatch(TokenClaims::isControl)
                ? Optional.of(value.asText())
                : Optional.empty();
    }

    Optional<String> text(String name) {
        JsonNode value = json.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isTextual() || value.asText().isEmpty()) {
            throw TokenRefused.because(Reason.CLAIMS);
        }
        return Optional.of(value.asText());
    }

    private static List<String> strings(JsonNode value, Reason otherwise) {
        if (value.isTextual()) {
            return List.of(value.asText());
        }
        if (!value.isArray() || value.size() > MAX_LIST) {
            throw TokenRefused.because(otherwise);
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode item : value) {
            if (!item.isTextual()) {
                throw TokenRefused.because(otherwise);
            }
            texts.add(item.asText());
        }
        return texts;
    }
}
