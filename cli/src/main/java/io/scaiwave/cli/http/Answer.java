package io.scaiwave.cli.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.scaiwave.cli.CliFailure;
import io.scaiwave.cli.Json;

/** Status and body of one call. */
public record Answer(String call, int status, String body) {
    /** The body as JSON when the status is the one wanted; else a failure with what the problem document says. */
    public JsonNode expect(int wanted) {
        if (status != wanted) {
            throw new CliFailure(
                    "%s answered %d: %s".formatted(call, status, body.isBlank() ? "no body" : body.strip()));
        }
        return Json.read(body.isBlank() ? "{}" : body);
    }
}
