package io.scaiwave.tenancy.db;

import io.scaiwave.tenancy.testing.PrivatePostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands between a client and its server and notes each write of the client as it arrives. Two writes may be noted as
 * one if they come close together, one write never as two while it is smaller than a packet of the loopback.
 */
final class Writes {

    private final ServerSocket door;
    private final int server;
    private final List<String> seen = new CopyOnWriteArrayList<>();

    private Writes(ServerSocket door, int server) {
        this.door = door;
        this.server = server;
    }

    static Writes to(PrivatePostgres postgres) {
        try {
            Writes writes = new Writes(new ServerSocket(0, 16, InetAddress.getLoopbackAddress()), postgres.port());
            Thread.ofVirtual().start(writes::accept);
            return writes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return door.getLocalPort();
    }

    List<String> during(Runnable work) {
        seen.clear();
        work.run();
        return List.copyOf(seen);
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
                client.setTcpNoDelay(true);
                behind.setTcpNoDelay(true);
                Thread.ofVirtual().start(() -> pass(client, behind, true));
                Thread.ofVirtual().start(() -> pass(behind, client, false));
            }
        } catch (IOException e) {
            // The door was closed.
        }
    }

    private void pass(Socket from, Socket to, boolean noted) {
        byte[] buffer = new byte[65_536];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (noted) {
                    seen.add(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
                }
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // One side has gone, and so does the other.
        }
    }
}
