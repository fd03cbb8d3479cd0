package io.scaiwave.gateway.edge;

import java.util.regex.Pattern;

/** A path without what is particular in it, for logs and audit entries: ids and other long parts become a mark. */
final class PathTemplate {

    private static final Pattern PARTICULAR = Pattern.compile("/(?:[a-z]{2,10}_[0-9a-z]{26}|[^/]{33,})(?=/|$)");

    private PathTemplate() {}

    static String of(String path) {
        return PARTICULAR.matcher(path).replaceAll("/{id}");
    }
}
