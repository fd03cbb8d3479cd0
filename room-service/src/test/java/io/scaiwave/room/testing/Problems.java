package io.scaiwave.room.testing;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.restassured.response.Response;

/** What a refusal must look like. */
public final class Problems {

    private Problems() {}

    public static void refused(Response answer, int status, String code) {
        refusedEarly(answer, status, code);
        answer.then().body("request_id", equalTo("request-1"));
    }

    /** Before anybody looked at the token, and so at its request id. */
    public static void refusedEarly(Response answer, int status, String code) {
        answer.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code))
                .body("status", equalTo(status));
    }

    public static void invalid(Response answer, String field) {
        refused(answer, 400, "SW_VALIDATION");
        answer.then().body("errors.field", hasItem(field));
    }
}
