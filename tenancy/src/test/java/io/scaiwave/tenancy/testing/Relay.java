package io.scaiwave.tenancy.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/** Stands between a client and its server, and asks before it passes on what the client says. */
public final class Relay implements AutoCloseable {

    private final ServerSocket door;
    private final int server;
    private final Predicate<String> passes;

    private Relay(ServerSocket door, int server, Predicate<String> passes) {
        this.door = door;
        this.server = server;
        this.passes = passes;
    }

    /**
     * @param server port on this machine
     * @param passes asked with each piece as it arrives; where it says no, the connection breaks instead
     */
    public static Relay to(int server, Predicate<String> passes) {
        try {
            Relay relay = new Relay(new ServerSocket(0, 16, InetAddress.getLoopbackAddress()), server, passes);
            Thread.ofVirtual().start(relay::accept);
            return relay;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return door.getLocalPort();
    }

    @Override
    public void close() {
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
                client.setTcpNoDelay(true);
                behind.setTcpNoDelay(true);
                Thread.ofVirtual().start(() -> pass(client, behind, passes));
                Thread.ofVirtual().start(() -> pass(behind, client, said -> true));
            }
        } catch (IOException e) {
            // The door was closed.
        }
    }

    private static void pass(Socket from, Socket to, Predicate<String> passes) {
        byte[] buffer = new byte[65_536];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (!passes.test(new String(buffer, 0, read, StandardCharsets.ISO_8859_1))) {
                    return;
                }
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // One side has gone, and so does the other.
        }
    }
}
