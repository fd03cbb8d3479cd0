package io.scaiwave.tenancy.nats;

import io.scaiwave.tenancy.testing.PrivateNats;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between a client and NATS, and breaks the connection instead of passing on an acknowledgement. */
final class LostAck {

    private final ServerSocket door;
    private final int server;
    private final AtomicInteger toLose;
    private final AtomicInteger lost = new AtomicInteger();

    private LostAck(ServerSocket door, int server, int toLose) {
        this.door = door;
        this.server = server;
        this.toLose = new AtomicInteger(toLose);
    }

    static LostAck before(PrivateNats nats, int toLose) {
        try {
            LostAck between = new LostAck(
                    new ServerSocket(0, 16, InetAddress.getLoopbackAddress()),
                    URI.create(nats.url()).getPort(),
                    toLose);
            Thread.ofVirtual().start(between::accept);
            return between;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "nats://127.0.0.1:" + door.getLocalPort();
    }

    int lost() {
        return lost.get();
    }

    void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = door.accept();
                Socket behind = new Socket(InetAddress.getLoopbackAddress(), server);
                Thread.ofVirtual().start(() -> pass(client, behind, true));
                Thread.ofVirtual().start(() -> pass(behind, client, false));
            }
        } catch (IOException e) {
            // The door was closed.
        }
    }

    private void pass(Socket from, Socket to, boolean watched) {
        byte[] buffer = new byte[65_536];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (watched && isToBeLost(new String(buffer, 0, read, StandardCharsets.ISO_8859_1))) {
                    lost.incrementAndGet();
                    return;
                }
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // One side has gone, and so does the other.
        }
    }

    private boolean isToBeLost(String said) {
        return said.contains("PUB $JS.ACK.") && toLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }
}
