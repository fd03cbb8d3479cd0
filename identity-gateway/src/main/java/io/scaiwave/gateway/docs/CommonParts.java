package io.scaiwave.gateway.docs;

import io.scaiwave.tenancy.problem.ErrorCode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;

/** What every operation shares: problem answers, the bearer scheme, the idempotency key, the tenant selected. */
final class CommonParts {

    private static final String TENANT_ID = "^tnt_[0-7][0-9a-hjkmnp-tv-z]{25}$";

    private CommonParts() {}

    static JsonObject info() {
        return new JsonObject()
                .put("title", "ScaiWave tenancy platform")
                .put("version", "1")
                .put(
                        "description",
                        "Success is `{data, meta}`; a refusal is an RFC 9457 problem document with a stable `code`."
                                + " A foreign id answers exactly as an unknown one.");
    }

    static JsonObject problem() {
        JsonArray codes = new JsonArray();
        Arrays.stream(ErrorCode.values()).map(ErrorCode::name).forEach(codes::add);
        JsonObject fieldError =
                object().put("properties", new JsonObject().put("field", text()).put("message", text()));
        JsonObject properties = new JsonObject()
                .put("type", text())
                .put("title", text())
                .put("status", new JsonObject().put("type", "integer"))
                .put("detail", text())
                .put("instance", text())
                .put("code", text().put("enum", codes))
                .put("request_id", text())
                .put("errors", new JsonObject().put("type", "array").put("items", fieldError))
                .put("limit", object())
                .put("retry_after", new JsonObject().put("type", "integer").put("minimum", 1));
        return object().put(
                        "required",
                        new JsonArray()
                                .add("type")
                                .add("title")
                                .add("status")
                                .add("code")
                                .add("request_id"))
                .put("properties", properties);
    }

    static JsonObject responses() {
        JsonObject content = new JsonObject()
                .put(
                        "application/problem+json",
                        new JsonObject().put("schema", new JsonObject().put("$ref", "#/components/schemas/Problem")));
        return new JsonObject()
                .put("Problem", new JsonObject().put("description", "A refusal").put("content", content));
    }

    static JsonObject parameters() {
        return new JsonObject()
                .put(
                        "IdempotencyKey",
                        new JsonObject()
                                .put("name", "Idempotency-Key")
                                .put("in", "header")
                                .put("description", "Same key and body within 24 hours: the first answer again.")
                                .put("schema", text().put("maxLength", 255)))
                .put(
                        "TenantSelector",
                        new JsonObject()
                                .put("name", "X-Tenant-ID")
                                .put("in", "header")
                                .put("description", "A tenant, by id or slug; needed by whoever has none of its own.")
                                .put("schema", idOrSlug()));
    }

    private static JsonObject idOrSlug() {
        return new JsonObject()
                .put(
                        "anyOf",
                        new JsonArray()
                                .add(text().put("pattern", TENANT_ID))
                                .add(text().put("pattern", "^[a-z0-9-]{1,63}$")));
    }

    static JsonObject security() {
        return new JsonObject()
                .put(
                        "bearer",
                        new JsonObject()
                                .put("type", "http")
                                .put("scheme", "bearer")
                                .put("bearerFormat", "JWT"));
    }

    private static JsonObject object() {
        return new JsonObject().put("type", "object");
    }

    private static JsonObject text() {
        return new JsonObject().put("type", "string");
    }
}
