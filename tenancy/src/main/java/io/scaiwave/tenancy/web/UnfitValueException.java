package io.scaiwave.tenancy.web;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.RefusedException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Well-formed JSON with a value that cannot be kept; knows its place in the body by itself. */
final class UnfitValueException extends JsonParseException {

    private static final long serialVersionUID = 1L;

    private final transient RefusedException refusal;

    UnfitValueException(JsonParser parser, @Nullable JsonStreamContext place, String reason) {
        super(parser, reason);
        String field = path(place);
        this.refusal = field.isEmpty()
                ? ErrorCode.SW_VALIDATION.because("The body " + reason + ".")
                : RefusedException.invalid(field, reason);
    }

    RefusedException refusal() {
        return refusal;
    }

    private static String path(@Nullable JsonStreamContext place) {
        Deque<String> steps = new ArrayDeque<>();
        for (JsonStreamContext at = place; at != null && !at.inRoot(); at = at.getParent()) {
            steps.push(at.inArray() ? String.valueOf(at.getCurrentIndex()) : at.getCurrentName());
        }
        return String.join(".", steps);
    }
}
