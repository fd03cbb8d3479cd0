package io.scaiwave.tenancy.idempotency;

import java.util.Map;

/**
 * What an endpoint answers, in a form that can be stored and given again.
 *
 * @param secret true when the body holds something shown once: stored encrypted, given again for ten minutes, then masked
 */
public record Answer(int status, Map<String, String> headers, Object body, boolean secret) {

    public static Answer ok(Object body) {
        return new Answer(200, Map.of(), body, false);
    }

    public static Answer created(String location, Object body) {
        return new Answer(201, Map.of("Location", location), body, false);
    }

    public static Answer accepted(String location, Object body) {
        return new Answer(202, Map.of("Location", location), body, false);
    }

    public Answer withSecret() {
        return new Answer(status, headers, body, true);
    }

    public Answer withHeader(String name, String value) {
        Map<String, String> more = new java.util.TreeMap<>(headers);
        more.put(name, value);
        return new Answer(status, Map.copyOf(more), body, secret);
    }
}
