package io.scaiwave.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A tunnel between two sockets of the test's own. */
class JoinedTest {

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger ends = new AtomicInteger();
    private Socket caller;
    private Socket service;
    private Joined joined;

    @BeforeEach
    void aTunnel() throws IOException {
        Promise<NetSocket> callerEnd = Promise.promise();
        Promise<NetSocket> serviceEnd = Promise.promise();
        Promise<Joined> both = Promise.promise();
        caller = connect(callerEnd);
        service = connect(serviceEnd);
        callerEnd
                .future()
                .compose(first -> serviceEnd.future().map(second -> new Joined(vertx, first, second)))
                .onSuccess(made -> {
                    made.onEnd(ends::incrementAndGet);
                    made.start();
                })
                .onComplete(both);
        joined = both.future().toCompletionStage().toCompletableFuture().join();
    }

    /** All ends on one event loop, as at the gateway. */
    private Socket connect(Promise<NetSocket> end) throws IOException {
        Promise<NetServer> listening = Promise.promise();
        loop().runOnContext(here -> vertx.createNetServer()
                .connectHandler(socket -> end.complete(socket.pause()))
                .listen(0, "127.0.0.1")
                .onComplete(listening));
        int port = listening
                .future()
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        return socket;
    }

    private io.vertx.core.Context loop() {
        if (loop == null) {
            loop = vertx.getOrCreateContext();
        }
        return loop;
    }

    private io.vertx.core.Context loop;

    @AfterEach
    void stop() throws IOException {
        caller.close();
        service.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** Returns when it has happened: what the service writes after that comes after it. */
    private void end(StreamEnd why) {
        Promise<Void> done = Promise.promise();
        loop().runOnContext(here -> {
            joined.end(why);
            done.complete();
        });
        done.future().toCompletionStage().toCompletableFuture().join();
    }

    private static void write(Socket socket, Buffer bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes());
    }

    @Test
    void bytesGoBothWaysAndTheEndOfOneIsTheEndOfBoth() throws IOException {
        write(caller, FrameScannerTest.frame(true, 5, 5));
        assertThat(service.getInputStream().readNBytes(11)).hasSize(11);
        write(service, FrameScannerTest.frame(false, 5, 5));
        assertThat(caller.getInputStream().readNBytes(7)).hasSize(7);

        service.close();

        assertThat(caller.getInputStream().read()).isEqualTo(-1);
        await().untilAsserted(() -> assertThat(ends).hasValue(1));
    }

    @Test
    void theGoodbyeComesBetweenTwoFramesOfTheService() throws IOException {
        Buffer frame = FrameScannerTest.frame(false, 1_000, 1_000);
        DataInputStream in = new DataInputStream(caller.getInputStream());
        write(service, frame.slice(0, 500));
        assertThat(in.readNBytes(500)).hasSize(500);

        end(StreamEnd.SERVER);
        Buffer restAndMore =
                Buffer.buffer().appendBuffer(frame.slice(500, frame.length())).appendBuffer(frame);
        write(service, restAndMore);

        assertThat(in.readNBytes(frame.length() - 500)).hasSize(frame.length() - 500);
        assertThat(in.readUnsignedByte()).isEqualTo(0x88);
        assertThat(in.readUnsignedByte()).isEqualTo(2);
        assertThat(in.readUnsignedShort()).isEqualTo(4003);
        assertThat(in.read()).isEqualTo(-1);
        await().untilAsserted(() -> assertThat(ends).hasValue(1));
    }

    @Test
    void aServiceThatNeverEndsItsFrameDoesNotHoldTheEndUp() throws IOException {
        write(service, FrameScannerTest.frame(false, 1_000, 100));
        assertThat(caller.getInputStream().readNBytes(104)).hasSize(104);

        end(StreamEnd.TOKEN);

        assertThat(caller.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void aCallerIsToldAtOnceWhenNothingIsUnderWay() throws IOException {
        end(StreamEnd.SUSPENDED);

        DataInputStream in = new DataInputStream(caller.getInputStream());
        assertThat(in.readUnsignedShort()).isEqualTo(0x8802);
        assertThat(in.readUnsignedShort()).isEqualTo(4008);
        assertThat(service.getInputStream().read()).isEqualTo(-1);
    }
}
