package io.scaiwave.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How many may come, and how they are let go, with a server and sockets of the test's own. */
class ConnectionsTest {

    private static final int MOST = 5;
    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    private final Vertx vertx = Vertx.vertx();
    private final BlockingQueue<HttpServerRequest> held = new LinkedBlockingQueue<>();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private Traffic traffic = new Traffic(config("20S"), metrics);
    private EdgeDrain drain = new EdgeDrain(vertx, traffic, config("20S"));
    private HttpServer server;

    private static GatewayConfig config(String drainTimeout) {
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(GatewayConfig.class)
                .withDefaultValue("scaiwave.gateway.max-connections", String.valueOf(MOST))
                .withDefaultValue("scaiwave.gateway.drain.delay", "0.2S")
                .withDefaultValue("scaiwave.gateway.drain.timeout", drainTimeout)
                .build()
                .getConfigMapping(GatewayConfig.class);
    }

    private void listen(String drainTimeout) {
        traffic = new Traffic(config(drainTimeout), metrics);
        drain = new EdgeDrain(vertx, traffic, config(drainTimeout));
        Promise<HttpServer> listening = Promise.promise();
        var context = vertx.getOrCreateContext();
        context.runOnContext(here -> {
            Connections connections = new Connections(vertx, traffic, Duration.ofSeconds(10), this::open);
            drain.add(context, connections, streams -> {});
            vertx.createHttpServer()
                    .connectionHandler(connections::arrive)
                    .requestHandler(request -> {
                        connections.begin(request);
                        if (request.path().equals("/held")) {
                            held.add(request);
                        } else {
                            request.response().end("done");
                        }
                    })
                    .listen(0, "127.0.0.1")
                    .onComplete(listening);
        });
        server = listening.future().toCompletionStage().toCompletableFuture().join();
    }

    private Passage open(Connections.Visit visit, HttpServerRequest request) {
        RequestMetrics counted = new RequestMetrics(metrics, new TenantShares(metrics, vertx));
        Passage passage = new Passage(visit, traffic, counted, request);
        request.response().headersEndHandler(head -> passage.beforeHead(request.response()));
        request.response().endHandler(passage);
        return passage;
    }

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** One answer whose body is one word. */
    private static String answer(Socket socket) throws IOException {
        StringBuilder text = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (!text.toString().endsWith("done")) {
            int next = in.read();
            if (next < 0) {
                return text + "<closed>";
            }
            text.append((char) next);
        }
        return text.toString();
    }

    private static boolean isClosed(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    @Test
    void oneMoreThanMayComeIsClosedAndHasAPlaceWhenAnotherLeaves() throws Exception {
        listen("20S");
        Socket[] all = new Socket[MOST];
        for (int i = 0; i < MOST; i++) {
            all[i] = connect();
            send(all[i], REQUEST);
            assertThat(answer(all[i])).startsWith("HTTP/1.1 200");
        }

        try (Socket tooMany = connect()) {
            assertThat(isClosed(tooMany)).isTrue();
        }
        send(all[1], REQUEST);
        assertThat(answer(all[1])).startsWith("HTTP/1.1 200");
        all[0].close();
        await().until(() -> traffic.connections() == MOST - 1);
        try (Socket next = connect()) {
            send(next, REQUEST);
            assertThat(answer(next)).startsWith("HTTP/1.1 200");
        }
        for (Socket socket : all) {
            socket.close();
        }
        await().until(() -> traffic.connections() == 0);
    }

    @Test
    void aStopAnswersWhatWasAcceptedEndsConnectionsAndLetsNobodyNewIn() throws Exception {
        listen("20S");
        try (Socket idle = connect();
                Socket waiting = connect()) {
            send(idle, REQUEST);
            assertThat(answer(idle)).doesNotContain("close");
            send(waiting, REQUEST.replace(" / ", " /held "));
            HttpServerRequest request = held.poll(20, TimeUnit.SECONDS);

            CompletableFuture<Void> drained = draining();
            assertThat(isClosed(idle)).isTrue();
            await().until(this::refusesConnections);
            request.response().end("done");

            assertThat(answer(waiting)).startsWith("HTTP/1.1 200").containsIgnoringCase("connection: close");
            assertThat(isClosed(waiting)).isTrue();
            drained.get(20, TimeUnit.SECONDS);
            assertThat(traffic.balance()).startsWith("2 requests accepted, 2 answered, 0 given up");
        }
    }

    @Test
    void whatDoesNotEndInTimeIsToldToComeBack() throws Exception {
        listen("1S");
        try (Socket waiting = connect()) {
            send(waiting, REQUEST.replace(" / ", " /held "));
            assertThat(held.poll(20, TimeUnit.SECONDS)).isNotNull();

            CompletableFuture<Void> drained = draining();

            assertThat(answer(waiting))
                    .startsWith("HTTP/1.1 503")
                    .contains("SW_DEPENDENCY_DOWN")
                    .containsIgnoringCase("retry-after: 1")
                    .containsIgnoringCase("connection: close");
            drained.get(20, TimeUnit.SECONDS);
        }
    }

    private CompletableFuture<Void> draining() {
        return CompletableFuture.runAsync(() -> {
            try {
                drain.drain(new ShutdownDelayInitiatedEvent());
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private boolean refusesConnections() {
        try (Socket socket = connect()) {
            return isClosed(socket);
        } catch (ConnectException refused) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
