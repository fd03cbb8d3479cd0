package io.scaiwave.gateway.testing;

import static org.awaitility.Awaitility.await;

import io.scaiwave.tenancy.directory.PartnerEntry;
import io.scaiwave.tenancy.directory.TenantDirectory;
import io.scaiwave.tenancy.directory.TenantEntry;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.microprofile.config.ConfigProvider;

/** The public port as a client sees it, politely or byte by byte. */
public final class Edge {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Edge() {}

    public static int port() {
        return ConfigProvider.getConfig().getValue("scaiwave.gateway.port", Integer.class);
    }

    public static int peerPort() {
        return ConfigProvider.getConfig().getValue("scaiwave.test.peer", Integer.class);
    }

    /** Makes the tenant known to the gateway, by the way every tenant becomes known. */
    public static TenantEntry know(TenantEntry entry, TenantDirectory directory) {
        send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + peerPort() + "/control/entry"))
                .POST(HttpRequest.BodyPublishers.ofString(entry.toJson().encode())));
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> directory
                        .byId(entry.id())
                        .filter(known -> known.version() >= entry.version())
                        .isPresent());
        return entry;
    }

    /** What tenant-service says of a partner from now on, whether or not the gateway has asked. */
    public static void tell(PartnerEntry entry) {
        send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + peerPort() + "/control/partner"))
                .POST(HttpRequest.BodyPublishers.ofString(entry.toJson().encode())));
    }

    /** How often the gateway has asked for partners. */
    public static long partnerLooks() {
        return Long.parseLong(
                send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + peerPort() + "/control/partner-looks")))
                        .body());
    }

    /** What the issuer {@code https://rotating.example} publishes from now on. */
    public static void publishKeys(String keySet) {
        send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + peerPort() + "/control/keys"))
                .POST(HttpRequest.BodyPublishers.ofString(keySet)));
    }

    /** How many requests have reached the services. */
    public static long seenBehind() {
        return Long.parseLong(
                send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + peerPort() + "/control/seen")))
                        .body());
    }

    /** How many requests wait for {@link #releaseBehind}, and how many connections lead to the services. */
    public static long[] heldBehind() {
        String[] told = send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + peerPort() + "/control/held")))
                .body()
                .split(" ");
        return new long[] {Long.parseLong(told[0]), Long.parseLong(told[1])};
    }

    /** How many streams without end the services still write to, and how many bytes they have got rid of. */
    public static long[] floodBehind() {
        String[] told = send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + peerPort() + "/control/flood")))
                .body()
                .split(" ");
        return new long[] {Long.parseLong(told[0]), Long.parseLong(told[1])};
    }

    public static void releaseBehind() {
        send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + peerPort() + "/control/release")));
    }

    public static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(20));
    }

    public static HttpResponse<String> get(String token, String path, String... headers) {
        HttpRequest.Builder request = request(path).header("Authorization", "Bearer " + token);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request);
    }

    public static JsonObject json(HttpResponse<String> response) {
        return new JsonObject(response.body());
    }

    public static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends these bytes and gives all that comes back until the gateway closes or falls silent. */
    public static String raw(String text) {
        return raw(text.getBytes(StandardCharsets.ISO_8859_1), 700);
    }

    public static String raw(byte[] bytes, int silenceMillis) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout(silenceMillis);
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return readAll(socket.getInputStream());
        } catch (IOException e) {
            return "closed: " + e.getMessage();
        }
    }

    /** The same from another of this machine's own addresses; until the gateway closes. */
    public static String rawFrom(String address, String text) {
        try (Socket socket = new Socket(InetAddress.getByName(address), port(), InetAddress.getByName(address), 0)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return readAll(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String readAll(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try {
            int length = in.read(buffer);
            while (length >= 0) {
                all.write(buffer, 0, length);
                length = in.read(buffer);
            }
            all.write("<closed>".getBytes(StandardCharsets.ISO_8859_1));
        } catch (SocketTimeoutException silent) {
            all.write("<open>".getBytes(StandardCharsets.ISO_8859_1));
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }
}
