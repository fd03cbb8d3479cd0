package io.scaiwave.tenancy.problem;

/** What is wrong with one field of the request, named by its path in the body or its parameter name. */
public record FieldError(String field, String message) {}
