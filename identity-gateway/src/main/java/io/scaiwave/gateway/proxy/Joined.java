package io.scaiwave.gateway.proxy;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.impl.NetSocketInternal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The two connections of a WebSocket that was accepted by its service: bytes go both ways as fast as the slower end
 * reads. All we do to frames is to follow where they end, to refuse one that is too large and to say why we close.
 */
public final class Joined {

    private static final long MAX_FRAME = 1024 * 1024;
    private static final long GOODBYE_MILLIS = 1_000;

    private final Vertx vertx;
    private final NetSocket caller;
    private final NetSocket service;
    private final FrameScanner fromCaller = new FrameScanner();
    private final FrameScanner fromService = new FrameScanner();
    private final List<Runnable> onEnd = new ArrayList<>(1);
    private @Nullable StreamEnd ending;
    private boolean saidGoodbye;
    private boolean over;

    Joined(Vertx vertx, NetSocket caller, NetSocket service) {
        this.vertx = vertx;
        this.caller = caller;
        this.service = service;
    }

    void start() {
        caller.handler(this::inward);
        service.handler(this::outward);
        caller.drainHandler(room -> service.resume());
        service.drainHandler(room -> caller.resume());
        caller.closeHandler(closed -> bothClosed());
        service.closeHandler(closed -> {
            if (ending == null) {
                bothClosed();
            }
        });
        caller.exceptionHandler(broken -> {});
        service.exceptionHandler(broken -> {});
        caller.resume();
        service.resume();
    }

    /** Runs when it is over, whoever ended it. */
    public void onEnd(Runnable action) {
        if (over) {
            action.run();
        } else {
            onEnd.add(action);
        }
    }

    /** True while the caller has not taken what was sent to it. */
    public boolean isStalled() {
        return caller.writeQueueFull();
    }

    private void inward(Buffer bytes) {
        if (ending != null) {
            return;
        }
        fromCaller.readAll(bytes);
        if (fromCaller.largest() > MAX_FRAME) {
            end(StreamEnd.TOO_LARGE);
            return;
        }
        service.write(bytes).onFailure(gone -> bothClosed());
        if (service.writeQueueFull()) {
            caller.pause();
        }
    }

    private void outward(Buffer bytes) {
        if (ending != null) {
            finishFrame(bytes);
            return;
        }
        fromService.readAll(bytes);
        caller.write(bytes).onFailure(gone -> bothClosed());
        if (caller.writeQueueFull()) {
            service.pause();
        }
    }

    /** Tells the caller why, between two frames of its service, and gives it a moment to close. */
    public void end(StreamEnd why) {
        if (ending != null) {
            return;
        }
        ending = why;
        if (why == StreamEnd.STALLED) {
            cut();
            return;
        }
        vertx.setTimer(GOODBYE_MILLIS, late -> cut());
        caller.resume();
        if (fromService.isBetweenFrames()) {
            sayGoodbye(why);
        } else {
            service.resume();
        }
    }

    private void finishFrame(Buffer bytes) {
        StreamEnd why = ending;
        if (saidGoodbye || why == null) {
            return;
        }
        int end = fromService.readToEndOfFrame(bytes, 0);
        caller.write(bytes.slice(0, end)).onFailure(gone -> bothClosed());
        if (fromService.isBetweenFrames()) {
            sayGoodbye(why);
        }
    }

    private void sayGoodbye(StreamEnd why) {
        saidGoodbye = true;
        caller.write(Buffer.buffer(4)
                        .appendByte((byte) 0x88)
                        .appendByte((byte) 2)
                        .appendUnsignedShort(why.code()))
                .onFailure(gone -> bothClosed());
        service.close().onFailure(gone -> {});
    }

    /** Closing politely waits until all is sent, which a caller that does not read never lets happen. */
    private void cut() {
        ((NetSocketInternal) caller).channelHandlerContext().close().addListener(closed -> {});
        bothClosed();
    }

    private void bothClosed() {
        caller.close().onFailure(gone -> {});
        service.close().onFailure(gone -> {});
        over = true;
        onEnd.forEach(Runnable::run);
        onEnd.clear();
    }
}
