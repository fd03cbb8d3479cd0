package io.scaiwave.tenant.auditlog;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.erdtman.jcs.JsonCanonicalizer;

/** The one spelling of an entry that its hash is made of (RFC 8785). */
final class CanonicalJson {

    private CanonicalJson() {}

    static String of(JsonObject entry) {
        try {
            return new JsonCanonicalizer(storable(entry.encode())).getEncodedString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Postgres cannot hold U+0000 in text; it is shown as the replacement character. */
    private static String storable(String json) {
        return json.replace("\\u0000", "\uFFFD");
    }
}
