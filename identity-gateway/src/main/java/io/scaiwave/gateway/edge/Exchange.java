package io.scaiwave.gateway.edge;

import io.scaiwave.gateway.admission.Selectors;
import io.scaiwave.gateway.edge.RouteTable.Route;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/** One request on its way, after its form was found good and its address known. */
record Exchange(
        Passage passage, String requestId, String clientIp, CanonicalTarget target, Route route, boolean hasBody) {

    HttpServerRequest request() {
        return passage.request();
    }

    /** The tenants it names, whatever they are. */
    Selectors selectors(String baseDomain) {
        return Selectors.of(
                baseDomain,
                request().getHeader(HttpHeaders.HOST),
                request().headers().getAll("X-Tenant-ID"),
                target.tenant());
    }

    boolean isRead() {
        return HttpMethod.GET.equals(request().method())
                || HttpMethod.HEAD.equals(request().method());
    }

    String method() {
        return request().method().name();
    }

    /** The path without what is particular in it. */
    String template() {
        return PathTemplate.of(target.path());
    }
}
