package io.scaiwave.gateway.testing;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketBase;
import io.vertx.core.streams.WriteStream;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A stream without end, as fast as it is taken. */
final class Flood {

    private static final Buffer PIECE = Buffer.buffer(new byte[16 * 1024]);

    private final AtomicInteger open = new AtomicInteger();
    private final AtomicLong written = new AtomicLong();

    void begin() {
        open.incrementAndGet();
    }

    void end() {
        open.decrementAndGet();
    }

    int open() {
        return open.get();
    }

    long written() {
        return written.get();
    }

    void into(WebSocketBase socket) {
        while (!socket.isClosed() && !socket.writeQueueFull()) {
            socket.writeBinaryMessage(PIECE);
            written.addAndGet(PIECE.length());
        }
    }

    void into(WriteStream<Buffer> response) {
        while (!response.writeQueueFull()) {
            response.write(PIECE);
            written.addAndGet(PIECE.length());
        }
    }
}
