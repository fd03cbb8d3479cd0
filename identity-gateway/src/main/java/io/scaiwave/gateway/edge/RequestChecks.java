package io.scaiwave.gateway.edge;

import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.RefusedException;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a request must look like before anybody asks what it wants. Headers that rename the method are not listened to. */
final class RequestChecks {

    static final long MAX_BODY = 1024 * 1024;
    private static final int MAX_HEADERS = 100;
    private static final Set<HttpMethod> METHODS = Set.of(
            HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);

    /** A registered name, an IPv4 address, or an IPv6 address in brackets; no user information, no spaces. */
    private static final Pattern HOST = Pattern.compile("([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{1,5})?");

    private RequestChecks() {}

    static CanonicalTarget check(HttpServerRequest request) {
        if (!METHODS.contains(request.method())) {
            throw ErrorCode.SW_METHOD_NOT_ALLOWED.because("This method is not served here.");
        }
        MultiMap headers = request.headers();
        if (headers.size() > MAX_HEADERS) {
            throw ErrorCode.SW_VALIDATION.because("There are more headers than a request may have.");
        }
        checkHost(headers.get(HttpHeaders.HOST));
        checkExpectation(headers.get(HttpHeaders.EXPECT));
        return CanonicalTarget.parse(request.uri());
    }

    private static void checkHost(@Nullable String host) {
        if (host != null && !HOST.matcher(host).matches()) {
            throw invalidHeader("Host", "is not a host name with an optional port");
        }
    }

    private static void checkExpectation(@Nullable String expectation) {
        if (expectation != null && !expectation.equalsIgnoreCase("100-continue")) {
            throw invalidHeader("Expect", "may only be 100-continue");
        }
    }

    private static RefusedException invalidHeader(String name, String message) {
        return ErrorCode.SW_VALIDATION
                .because("The header '" + name + "' " + message + ".")
                .field(name, message);
    }

    /** True if a body follows; one that announces too much is refused before a byte of it is read. */
    static boolean hasBody(HttpServerRequest request, long limit) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null) {
            return request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
        }
        long announced = Long.parseLong(length);
        if (announced > limit) {
            throw tooLarge();
        }
        return announced > 0;
    }

    static RefusedException tooLarge() {
        return ErrorCode.SW_CONTENT_TOO_LARGE.because("The body is larger than this address takes.");
    }
}
