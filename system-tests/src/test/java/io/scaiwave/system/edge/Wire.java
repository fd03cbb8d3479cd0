package io.scaiwave.system.edge;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The public port, byte by byte. */
final class Wire {

    private final int port;

    Wire(int port) {
        this.port = port;
    }

    /** Sends this and gives what comes back until the gateway closes; empty if it closes without a word. */
    String send(String text) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            try {
                socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            } catch (IOException closedWhileWeSent) {
                answer.write('\n');
            }
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[8192];
            int length = in.read(buffer);
            while (length >= 0) {
                answer.write(buffer, 0, length);
                length = in.read(buffer);
            }
        } catch (java.net.SocketTimeoutException stillOpen) {
            throw new AssertionError("The gateway neither answers nor closes", stillOpen);
        } catch (IOException reset) {
            answer.write('\n');
        }
        return answer.toString(StandardCharsets.ISO_8859_1).strip();
    }

    /** The status of the first answer; 0 without one. */
    static int status(String answer) {
        return answer.matches("(?s)HTTP/1\\.[01] \\d{3} .*") ? Integer.parseInt(answer.substring(9, 12)) : 0;
    }
}
