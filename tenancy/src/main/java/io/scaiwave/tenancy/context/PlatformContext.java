package io.scaiwave.tenancy.context;

/**
 * Work on what no single partner owns.
 *
 * @param reason what the work is, for logs: {@code request}, {@code operations}, {@code directory} …
 */
public record PlatformContext(String reason) implements Scope {}
