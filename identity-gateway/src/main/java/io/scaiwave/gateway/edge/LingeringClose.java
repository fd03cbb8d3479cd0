package io.scaiwave.gateway.edge;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Closes in two steps while the caller still sends: first no more is said, then, once the caller has closed too or has
 * had its time, no more is read. Closing at once would reset the connection, and a reset may take the answer away
 * before it is read (RFC 9112, section 9.6).
 */
final class LingeringClose extends ChannelOutboundHandlerAdapter {

    private static final long LONGEST_MILLIS = 1_000;

    private final StrictRequestDecoder decoder;
    private boolean lingering;

    LingeringClose(StrictRequestDecoder decoder) {
        this.decoder = decoder;
    }

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) throws Exception {
        Channel channel = ctx.channel();
        if (lingering) {
            channel.closeFuture().addListener(closed -> promise.trySuccess());
        } else if (channel instanceof DuplexChannel duplex && channel.isActive() && decoder.isMidway()) {
            channel.closeFuture().addListener(closed -> promise.trySuccess());
            linger(ctx, duplex);
        } else {
            super.close(ctx, promise);
        }
    }

    private void linger(ChannelHandlerContext ctx, DuplexChannel channel) {
        lingering = true;
        decoder.discardRest();
        channel.config().setAutoRead(true);
        ScheduledFuture<?> end = ctx.executor()
                .schedule(
                        () -> {
                            ctx.close().addListener(closed -> {});
                        },
                        LONGEST_MILLIS,
                        TimeUnit.MILLISECONDS);
        channel.closeFuture().addListener(closed -> end.cancel(false));
        channel.shutdownOutput().addListener(shut -> {});
    }
}
