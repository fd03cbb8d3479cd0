package io.scaiwave.tenancy.web;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.RefusedException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import java.util.Comparator;
import java.util.List;

/** Names the field of each broken constraint as the caller wrote it: the last step of the path, in snake_case. */
final class ValidationFaults {

    private static final PropertyNamingStrategies.SnakeCaseStrategy SNAKE =
            new PropertyNamingStrategies.SnakeCaseStrategy();

    private ValidationFaults() {}

    static RefusedException explain(ConstraintViolationException invalid) {
        List<? extends ConstraintViolation<?>> violations = invalid.getConstraintViolations().stream()
                .sorted(Comparator.comparing(ValidationFaults::field))
                .toList();
        RefusedException refused = ErrorCode.SW_VALIDATION.because("The request has fields that are not valid.");
        for (ConstraintViolation<?> violation : violations) {
            refused = refused.field(field(violation), violation.getMessage());
        }
        return refused;
    }

    private static String field(ConstraintViolation<?> violation) {
        String last = "";
        for (var node : violation.getPropertyPath()) {
            last = node.getName() == null ? last : node.getName();
        }
        return SNAKE.translate(last);
    }
}
