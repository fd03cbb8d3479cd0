package io.scaiwave.gateway.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.scaiwave.gateway.token.Algorithm;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody can make us fetch keys from a place that is not on the open internet; a listener there hears nothing. */
class ForbiddenKeyServerTest {

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger connections = new AtomicInteger();
    private int port;

    @BeforeEach
    void aListenerOnEveryLocalAddress() {
        NetServer listener = vertx.createNetServer().connectHandler(socket -> {
            connections.incrementAndGet();
            socket.close();
        });
        port = join(listener.listen(0, "0.0.0.0")).actualPort();
    }

    @AfterEach
    void end() {
        join(vertx.close());
    }

    private static <T> T join(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "2130706433",
                "127.255.255.254",
                "0.0.0.0",
                "localhost",
                "localhost.",
                "[::1]",
                "[::]",
                "[::ffff:127.0.0.1]",
                "[64:ff9b::7f00:1]",
                "[2002:7f00:1::]",
                "10.0.0.1",
                "169.254.169.254",
                "100.64.0.1",
                "192.168.1.1",
                "[fd00::1]",
                "[fe80::1]"
            })
    void aLocalAddressIsNeverDialled(String host) {
        HttpKeySource source = new HttpKeySource(
                vertx, URI.create("https://" + host + ":" + port + "/keys"), List.of(Algorithm.RS256), false);

        assertThatThrownBy(() -> join(source.fetch())).isNotNull();

        assertThat(connections).hasValue(0);
    }

    /** The listener would have heard it: the same address is dialled where the profile allows it. */
    @Test
    void inDevelopmentALoopbackAddressIs() {
        HttpKeySource source = new HttpKeySource(
                vertx, URI.create("http://127.0.0.1:" + port + "/keys"), List.of(Algorithm.RS256), true);

        assertThatThrownBy(() -> join(source.fetch())).isNotNull();

        await().atMost(Duration.ofSeconds(30)).until(() -> connections.get() > 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "169.254.169.254", "192.168.1.1"})
    void evenThereNoOtherPrivateAddressIs(String host) {
        HttpKeySource source = new HttpKeySource(
                vertx, URI.create("http://" + host + ":" + port + "/keys"), List.of(Algorithm.RS256), true);

        assertThatThrownBy(() -> join(source.fetch())).hasMessageContaining("not allowed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://keys.example/",
                "ftp://keys.example/",
                "file:///etc/passwd",
                "https:///keys",
                "https://127.1/keys",
                "https://user@keys.example/",
                "https://keys.example/#part"
            })
    void anAddressOfAnotherFormIsNoneAtAll(String address) {
        assertThatThrownBy(() -> new HttpKeySource(vertx, URI.create(address), List.of(Algorithm.RS256), false))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("https");
    }
}
