package io.scaiwave.gateway.edge;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;

/** Where a message ends must be said once, in one way, in the plainest spelling. */
final class Framing {

    private Framing() {}

    static void check(HttpMessage message) {
        HttpHeaders headers = message.headers();
        List<String> encodings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        List<String> lengths = headers.getAll(HttpHeaderNames.CONTENT_LENGTH);
        if (!encodings.isEmpty()) {
            refuseUnless(
                    encodings.size() == 1 && encodings.get(0).equalsIgnoreCase("chunked"),
                    "a Transfer-Encoding other than chunked");
            refuseUnless(lengths.isEmpty(), "both Content-Length and Transfer-Encoding");
            refuseUnless(message.protocolVersion().equals(HttpVersion.HTTP_1_1), "Transfer-Encoding before HTTP/1.1");
        }
        refuseUnless(lengths.size() <= 1, "Content-Length twice");
        if (!lengths.isEmpty()) {
            refuseUnless(isPlainNumber(lengths.get(0)), "a Content-Length that is no plain number");
        }
        refuseUnless(!headers.contains(""), "a header without a name");
        int hosts = headers.getAll(HttpHeaderNames.HOST).size();
        boolean oldClient = message.protocolVersion().equals(HttpVersion.HTTP_1_0);
        refuseUnless(hosts == 1 || (hosts == 0 && oldClient), "no Host, or more than one");
    }

    private static boolean isPlainNumber(String text) {
        return !text.isEmpty()
                && text.length() <= 18
                && text.chars().allMatch(c -> c >= '0' && c <= '9')
                && (text.length() == 1 || text.charAt(0) != '0');
    }

    private static void refuseUnless(boolean fine, String offence) {
        if (!fine) {
            throw new IllegalArgumentException(offence);
        }
    }
}
