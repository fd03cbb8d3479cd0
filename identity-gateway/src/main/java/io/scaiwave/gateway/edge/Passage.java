package io.scaiwave.gateway.edge;

import io.scaiwave.gateway.admission.Admitted;
import io.scaiwave.gateway.edge.RouteTable.Route;
import io.scaiwave.tenancy.directory.TenantEntry;
import io.scaiwave.tenancy.id.TenantId;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/** One request from its head to the end of its answer. Told the end by its response. */
final class Passage implements Handler<Void> {

    private static final int SWITCHING_PROTOCOLS = 101;

    private final Connections.Visit visit;
    private final Traffic traffic;
    private final RequestMetrics metrics;
    private final HttpServerRequest request;
    private final long since = System.nanoTime();
    private @Nullable Route route;
    private @Nullable TenantId tenant;
    private Runnable whenOver = () -> {};
    private boolean over;

    Passage(Connections.Visit visit, Traffic traffic, RequestMetrics metrics, HttpServerRequest request) {
        this.visit = visit;
        this.traffic = traffic;
        this.metrics = metrics;
        this.request = request;
    }

    void to(Route found) {
        route = found;
    }

    void of(Admitted admitted) {
        tenant = admitted.tenant().map(TenantEntry::id).orElse(null);
    }

    /** Runs once, at the end of the answer or when the caller has left; at once if that has been. */
    void whenOver(Runnable action) {
        if (over) {
            action.run();
        } else {
            whenOver = action;
        }
    }

    HttpServerRequest request() {
        return request;
    }

    boolean isUnreadable() {
        return visit.isUnreadable();
    }

    private boolean isLast() {
        return traffic.isDraining() || isUnreadable();
    }

    /** While the gateway stops, an answer is the last of its connection; so is that to what could not be read. */
    void beforeHead(HttpServerResponse response) {
        if (isLast() && response.getStatusCode() != SWITCHING_PROTOCOLS) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
    }

    @Override
    public void handle(Void end) {
        end(request.response().ended());
    }

    /** A WebSocket has been joined: what follows is no answer. */
    void becameTunnel() {
        visit.becameTunnel();
        end(true);
    }

    private void end(boolean complete) {
        if (over) {
            return;
        }
        over = true;
        visit.left(this);
        whenOver.run();
        metrics.record(route, tenant, request.response().getStatusCode(), System.nanoTime() - since);
        if (!isLast() || visit.isTunnel()) {
            traffic.end(complete);
            return;
        }
        visit.whenFlushed(() -> {
            traffic.end(complete);
            visit.close();
        });
    }
}
