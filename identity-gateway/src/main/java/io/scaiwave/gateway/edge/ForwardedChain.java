package io.scaiwave.gateway.edge;

import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The addresses that proxies say a request came through, the first left: by the de-facto header or RFC 7239's. */
final class ForwardedChain {

    private ForwardedChain() {}

    static List<String> of(MultiMap headers) {
        List<String> addresses = new ArrayList<>();
        List<String> plain = headers.getAll("X-Forwarded-For");
        if (!plain.isEmpty()) {
            plain.forEach(value -> List.of(value.split(",", -1)).forEach(hop -> addresses.add(address(hop.strip()))));
            return addresses;
        }
        headers.getAll("Forwarded")
                .forEach(value -> List.of(value.split(",", -1)).forEach(hop -> addresses.add(forPart(hop))));
        return addresses;
    }

    private static String forPart(String hop) {
        for (String pair : hop.split(";")) {
            String part = pair.strip();
            if (part.toLowerCase(Locale.ROOT).startsWith("for=")) {
                String value = part.substring("for=".length());
                boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
                return address(quoted ? value.substring(1, value.length() - 1) : value);
            }
        }
        return "";
    }

    /** Without brackets and port; an IPv6 address without brackets has no port. */
    private static String address(String text) {
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            return end < 0 ? "" : text.substring(1, end);
        }
        int colon = text.indexOf(':');
        return colon >= 0 && colon == text.lastIndexOf(':') ? text.substring(0, colon) : text;
    }
}
