package io.scaiwave.gateway.testing;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A WebSocket client that does what none should: announces what it does not send, asks for what it does not read. */
public final class RawSocket implements AutoCloseable {

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final DataOutputStream out;

    private RawSocket() throws IOException {
        // Little of what is sent shall rest in this end's own buffers.
        socket.setReceiveBufferSize(4_096);
        socket.setSoTimeout(20_000);
        socket.connect(new InetSocketAddress("127.0.0.1", Edge.port()));
        in = new DataInputStream(socket.getInputStream());
        out = new DataOutputStream(socket.getOutputStream());
    }

    public static RawSocket upgraded(String token) throws IOException {
        RawSocket raw = requesting("/v1/stream", token, """
                Connection: Upgrade\r
                Upgrade: websocket\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r
                """);
        String head = raw.readHead();
        if (!head.startsWith("HTTP/1.1 101")) {
            throw new AssertionError(head);
        }
        return raw;
    }

    public static RawSocket requesting(String path, String token, String headers) throws IOException {
        RawSocket raw = new RawSocket();
        raw.out.write(("GET " + path + " HTTP/1.1\r\nHost: a.example\r\nAuthorization: Bearer " + token + "\r\n"
                        + headers + "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        return raw;
    }

    public String readHead() throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    /** The head of a frame, and not a byte of its payload. */
    public void announceFrame(long length) throws IOException {
        out.writeByte(0x82);
        out.writeByte(0xff);
        out.writeLong(length);
        out.writeInt(0);
    }

    public void send(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeByte(0x81);
        out.writeByte(0x80 | bytes.length);
        // A mask of zeros leaves the payload as it is.
        out.writeInt(0);
        out.write(bytes);
    }

    public int readCloseCode() throws IOException {
        if (in.readUnsignedByte() != 0x88 || in.readUnsignedByte() != 2) {
            throw new AssertionError("Not a close frame");
        }
        return in.readUnsignedShort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
