package io.scaiwave.gateway.testing;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A WebSocket client as browsers are: its token travels among the protocols. */
public final class TestSocket {

    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final WebSocket socket;

    private TestSocket(String token) {
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols("scaiwave.v1", "bearer." + token)
                .buildAsync(URI.create("ws://127.0.0.1:" + Edge.port() + "/v1/stream"), new Ears())
                .join();
    }

    public static TestSocket open(String token) {
        return new TestSocket(token);
    }

    public void send(String text) {
        socket.sendText(text, true).join();
    }

    public String next() {
        try {
            String text = texts.poll(20, TimeUnit.SECONDS);
            if (text == null) {
                throw new AssertionError("Nothing was said");
            }
            return text;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Completes with the code it was closed with. */
    public CompletableFuture<Integer> closed() {
        return closed;
    }

    private final class Ears implements WebSocket.Listener {

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            texts.add(data.toString());
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            closed.completeExceptionally(error);
        }
    }
}
