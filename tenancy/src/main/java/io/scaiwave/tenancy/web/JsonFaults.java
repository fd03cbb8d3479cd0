package io.scaiwave.tenancy.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.RefusedException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with a JSON body, by the path the caller wrote and without a word of our types. */
public final class JsonFaults {

    private JsonFaults() {}

    public static RefusedException explain(JsonProcessingException fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnfitValueException unfit) {
                return unfit.refusal();
            }
        }
        RefusedException inner = refusalWithin(fault);
        if (fault instanceof JsonMappingException mapping) {
            String field = path(mapping.getPath());
            if (inner != null) {
                return field.isEmpty() ? inner : inner.at(field);
            }
            return field.isEmpty() ? wholeBody(fault) : RefusedException.invalid(field, reason(mapping));
        }
        return inner != null ? inner : wholeBody(fault);
    }

    private static RefusedException wholeBody(JsonProcessingException fault) {
        if (fault instanceof MismatchedInputException) {
            return ErrorCode.SW_VALIDATION.because("The body does not have the form that this address takes.");
        }
        var where = fault.getLocation();
        String place = where == null || where.getLineNr() < 0
                ? ""
                : " (line " + where.getLineNr() + ", column " + where.getColumnNr() + ")";
        return ErrorCode.SW_VALIDATION.because(
                fault instanceof StreamConstraintsException
                        ? "The body is nested deeper, or has a longer number or name, than this address takes" + place
                                + "."
                        : "The body is not well-formed JSON in UTF-8, or names a member twice" + place + ".");
    }

    private static @Nullable RefusedException refusalWithin(Throwable fault) {
        for (Throwable cause = fault.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedException refused) {
                return refused;
            }
        }
        return null;
    }

    private static String reason(JsonMappingException fault) {
        return switch (fault) {
            case UnrecognizedPropertyException ignored -> "is not a field of this request";
            case InvalidFormatException ignored -> "does not have the right format";
            case MismatchedInputException ignored -> "is missing or of the wrong type";
            default -> "cannot be read";
        };
    }

    private static String path(List<JsonMappingException.Reference> path) {
        return path.stream()
                .map(step -> step.getFieldName() != null ? step.getFieldName() : String.valueOf(step.getIndex()))
                .collect(Collectors.joining("."));
    }
}
