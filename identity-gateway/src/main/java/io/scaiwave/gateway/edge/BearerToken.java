package io.scaiwave.gateway.edge;

import io.scaiwave.gateway.proxy.Tunnel;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.RefusedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;

/** The one token of a request. */
final class BearerToken {

    private static final String SCHEME = "Bearer ";

    private BearerToken() {}

    static String of(HttpServerRequest request) {
        List<String> offered = request.headers().getAll(HttpHeaders.AUTHORIZATION);
        if (offered.isEmpty()) {
            if (Tunnel.isAskedFor(request)) {
                return amongProtocols(request);
            }
            throw missing();
        }
        String value = offered.getFirst();
        if (offered.size() > 1 || !value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw ErrorCode.SW_AUTH_INVALID_TOKEN.because("Send exactly one token, as 'Authorization: Bearer …'.");
        }
        return value.substring(SCHEME.length());
    }

    private static String amongProtocols(HttpServerRequest request) {
        return Tunnel.offered(request).stream()
                .filter(protocol -> protocol.startsWith(Tunnel.TOKEN_PROTOCOL))
                .map(protocol -> protocol.substring(Tunnel.TOKEN_PROTOCOL.length()))
                .findFirst()
                .orElseThrow(BearerToken::missing);
    }

    private static RefusedException missing() {
        return ErrorCode.SW_AUTH_MISSING_TOKEN.because("Send a token as 'Authorization: Bearer …'.");
    }
}
