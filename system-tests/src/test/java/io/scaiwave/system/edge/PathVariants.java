package io.scaiwave.system.edge;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Other spellings of a path, by which somebody could hope to be let past a check. */
final class PathVariants {

    private static final List<String> INSERTED = List.of(
            "/",
            "//",
            "/.",
            "/./",
            "/..",
            "/../",
            ";",
            ";x",
            ";x=1",
            "/;/",
            "/..;/",
            "%3B",
            "%3bx",
            "%2e",
            "%2E",
            "/%2e/",
            "%2e%2e",
            "/%2e%2e/",
            "/.%2e/",
            "/%2e./",
            "%2F",
            "%2f",
            "%252F",
            "%252e%252e%252f",
            "%5C",
            "%5c",
            "\\",
            "/\\",
            "\\..\\",
            "/..\\",
            "%00",
            "%00/",
            "%20",
            "%20/",
            "%09",
            "%0a",
            "%0d%0a",
            "%7f",
            "%ff",
            "%c0%af",
            "%c0%ae%c0%ae/",
            "%e0%80%af",
            "%u002f",
            "%",
            "%2",
            "%zz",
            "#",
            "#/",
            "@",
            "*",
            "~",
            "'",
            "\"",
            "<",
            "|",
            "^",
            "{",
            "`",
            "\u00e9",
            "\u0000",
            "\t");

    private static final List<String> PREFIXES = List.of(
            "/.",
            "//",
            "/%2e",
            "/..",
            "/x/..",
            "/v1/..",
            "/t/acme/..",
            "/t/..",
            "/q/..",
            "/docs/..",
            "/internal/..",
            "http://a.example",
            "https://127.0.0.1",
            "//a.example",
            "\\",
            "%2f",
            ";",
            "/;",
            "/.;",
            "*",
            "/openapi.json/..");

    private static final List<String> QUERIES =
            List.of("?", "??", "?x", "?#", "?/../", "?%00", "?%", "?_method=GET", "?;", "?\\");

    private static final int MORE = 20;

    private PathVariants() {}

    static Set<String> of(String path) {
        Set<String> all = new LinkedHashSet<>();
        for (int i = 1; i <= path.length(); i++) {
            boolean boundary = i == path.length() || path.charAt(i) == '/' || path.charAt(i - 1) == '/';
            if (boundary || i == path.length() - 2) {
                for (String inserted : INSERTED) {
                    all.add(path.substring(0, i) + inserted + path.substring(i));
                }
            }
        }
        for (String prefix : PREFIXES) {
            all.add(prefix + path);
            INSERTED.stream().limit(MORE).forEach(behind -> all.add(prefix + path + behind));
        }
        QUERIES.forEach(query -> all.add(path + query));
        for (int i = 1; i < path.length(); i++) {
            char c = path.charAt(i);
            all.add(path.substring(0, i) + String.format("%%%02x", (int) c) + path.substring(i + 1));
            all.add(path.substring(0, i) + String.format("%%25%02x", (int) c) + path.substring(i + 1));
            all.add(path.substring(0, i) + Character.toUpperCase(c) + path.substring(i + 1));
        }
        all.add(path.toUpperCase(java.util.Locale.ROOT));
        return all;
    }
}
