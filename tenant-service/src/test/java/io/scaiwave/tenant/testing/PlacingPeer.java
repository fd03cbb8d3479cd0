package io.scaiwave.tenant.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.problem.RefusedException;
import io.scaiwave.tenancy.token.InternalTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The other end of the placement call: takes it only with the token of the service that owns the call. */
public final class PlacingPeer {

    private static final Pattern PATH = Pattern.compile("/internal/v1/tenants/(tnt_[a-z0-9]{26})/placement");
    private static final InternalTokens TOKENS = Callers.tokensOf("room-service");
    private static @Nullable HttpServer server;
    private static final List<String> PLACED = new CopyOnWriteArrayList<>();
    private static final List<String> REMOVED = new CopyOnWriteArrayList<>();
    private static volatile CountDownLatch gate = new CountDownLatch(0);
    private static final AtomicInteger REFUSING = new AtomicInteger();

    private PlacingPeer() {}

    static PlacingPeer start() {
        try {
            HttpServer started = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
            started.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            started.createContext("/", PlacingPeer::answer);
            started.start();
            server = started;
            return new PlacingPeer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void stop() {
        Objects.requireNonNull(server).stop(0);
    }

    String address() {
        return "http://127.0.0.1:" + Objects.requireNonNull(server).getAddress().getPort();
    }

    /** Tenants placed so far, once for each time it was asked. */
    public static List<String> placed() {
        return List.copyOf(PLACED);
    }

    /** Tenants whose place was taken back. */
    public static List<String> removed() {
        return List.copyOf(REMOVED);
    }

    /** Answers 503 to that many calls more. */
    public static void refuse(int calls) {
        REFUSING.set(calls);
    }

    /** Lets calls wait until {@link #letGo}. */
    public static void hold() {
        gate = new CountDownLatch(1);
    }

    public static void letGo() {
        gate.countDown();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            boolean open = gate.await(20, TimeUnit.SECONDS);
            exchange.sendResponseHeaders(open ? status(exchange) : 504, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int status(HttpExchange exchange) {
        Matcher path = PATH.matcher(exchange.getRequestURI().getPath());
        boolean removal = exchange.getRequestMethod().equals("DELETE");
        if (!removal && !exchange.getRequestMethod().equals("PUT") || !path.matches()) {
            return 404;
        }
        try {
            Caller caller = TOKENS.verify(exchange.getRequestHeaders().getFirst(InternalTokens.HEADER));
            boolean own = caller.scope() instanceof TenantContext tenant
                    && tenant.tenantId().wire().equals(path.group(1))
                    && caller.principal().id().equals("tenant-service");
            if (!own) {
                return 403;
            }
        } catch (RefusedException e) {
            return 401;
        }
        if (REFUSING.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return 503;
        }
        (removal ? REMOVED : PLACED).add(path.group(1));
        return 204;
    }
}
