package io.scaiwave.gateway.edge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.http.impl.headers.HeadersMultiMap;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads requests so that no two readers could disagree where one ends: strict line ends, no message with both
 * {@code Content-Length} and {@code Transfer-Encoding}, nothing between messages. After the first offence nothing more
 * of the connection is read, so a request smuggled behind it is never seen.
 *
 * <p>A request behind one that is not answered yet stays unread until then: the server behind this loses count of what
 * it serves when a connection ends with a second request in it. A little of it is kept here, so that a caller who leaves
 * is noticed; more stays with the sender.
 */
final class StrictRequestDecoder extends HttpRequestDecoder {

    static final int MAX_INITIAL_LINE = 8 * 1024;
    static final int MAX_HEADERS = 16 * 1024;
    private static final int MAX_CHUNK = 16 * 1024;
    private static final int MOST_EMPTY_LINES = 2;
    private static final int MOST_HELD = 64 * 1024;

    private final long headMillis;
    private final IntConsumer brokenBody;
    private int messages;
    private int answered;
    private boolean notReading;
    private int emptyLines;
    private boolean inMessage;
    private boolean headDone;
    private boolean poisoned;
    private @Nullable ScheduledFuture<?> headDeadline;

    /**
     * @param forHead how long a head may take from its first byte
     * @param brokenBody told that the body of the n-th message, from 1, cannot be read; its end never comes
     */
    StrictRequestDecoder(Duration forHead, IntConsumer brokenBody) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(MAX_INITIAL_LINE)
                .setMaxHeaderSize(MAX_HEADERS)
                .setMaxChunkSize(MAX_CHUNK)
                .setStrictLineParsing(true)
                .setUseRfc9112TransferEncoding(true)
                .setAllowDuplicateContentLengths(false)
                .setValidateHeaders(true));
        headMillis = forHead.toMillis();
        this.brokenBody = brokenBody;
    }

    /** Whether more of a message is to come, or of what is no message. */
    boolean isMidway() {
        return inMessage || poisoned || actualReadableBytes() > 0;
    }

    /** The answer to one message is whole; to be told on the connection's event loop. */
    void answered(ChannelHandlerContext ctx) {
        answered++;
        ctx.executor().execute(() -> {
            if (!ctx.isRemoved()) {
                goOn(ctx);
            }
        });
    }

    private void goOn(ChannelHandlerContext ctx) {
        try {
            channelRead(ctx, Unpooled.EMPTY_BUFFER);
            channelReadComplete(ctx);
        } catch (Exception e) {
            ctx.fireExceptionCaught(e);
        }
        if (notReading && !mustWait()) {
            notReading = false;
            ctx.channel().config().setAutoRead(true);
        }
    }

    private boolean mustWait() {
        return !inMessage && messages > answered;
    }

    private void hold(ChannelHandlerContext ctx, ByteBuf in) {
        if (in.readableBytes() > MOST_HELD) {
            notReading = true;
            ctx.channel().config().setAutoRead(false);
        }
    }

    /** Whatever more arrives is read and forgotten. */
    void discardRest() {
        poisoned = true;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (poisoned) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (mustWait()) {
            hold(ctx, in);
            return;
        }
        if (!inMessage) {
            skipEmptyLines(in);
        }
        if (!inMessage && in.isReadable() && !mayStart(in)) {
            out.add(poison(new IllegalArgumentException("bytes before the request line")));
            in.skipBytes(in.readableBytes());
            return;
        }
        if (!inMessage) {
            return;
        }
        int before = out.size();
        super.decode(ctx, in, out);
        for (int i = before; i < out.size(); i++) {
            notice(out.get(i));
        }
        watchHead(ctx);
        if (out.size() > before && isBrokenBody(out.getLast())) {
            out.removeLast();
            brokenBody.accept(messages);
        }
    }

    /** Whoever has left gets no answer to what was left unfinished. */
    @Override
    protected void decodeLast(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        in.skipBytes(in.readableBytes());
    }

    /** Some are tolerated before a request line, as RFC 9112 says (section 2.2). */
    private void skipEmptyLines(ByteBuf in) {
        while (emptyLines < MOST_EMPTY_LINES
                && in.readableBytes() >= 2
                && in.getByte(in.readerIndex()) == '\r'
                && in.getByte(in.readerIndex() + 1) == '\n') {
            in.skipBytes(2);
            emptyLines++;
        }
    }

    /** A method begins with a letter; half an empty line may be the beginning of a whole one. */
    private boolean mayStart(ByteBuf in) {
        byte first = in.getByte(in.readerIndex());
        if (first == '\r' && in.readableBytes() == 1 && emptyLines < MOST_EMPTY_LINES) {
            return true;
        }
        if (first <= ' ' || first >= 0x7f) {
            return false;
        }
        inMessage = true;
        headDone = false;
        emptyLines = 0;
        return true;
    }

    private void notice(Object decoded) {
        if (decoded instanceof HttpMessage message) {
            messages++;
            headDone = true;
            poisoned = poisoned || message.decoderResult().isFailure();
        }
        if (decoded instanceof LastHttpContent last) {
            inMessage = false;
            poisoned = poisoned || last.decoderResult().isFailure();
        }
    }

    private static boolean isBrokenBody(Object decoded) {
        return decoded instanceof LastHttpContent last
                && !(decoded instanceof HttpMessage)
                && last.decoderResult().isFailure();
    }

    /** Only a head that arrives in pieces costs a timer. */
    private void watchHead(ChannelHandlerContext ctx) {
        boolean waiting = inMessage && !headDone && !poisoned;
        if (waiting && headDeadline == null) {
            headDeadline = ctx.executor().schedule(() -> giveUp(ctx), headMillis, TimeUnit.MILLISECONDS);
        } else if (!waiting && headDeadline != null) {
            headDeadline.cancel(false);
            headDeadline = null;
        }
    }

    /** Vert.x closes a connection that is said to be idle. */
    private static void giveUp(ChannelHandlerContext ctx) {
        ctx.fireUserEventTriggered(IdleStateEvent.ALL_IDLE_STATE_EVENT);
    }

    private DefaultHttpRequest poison(Exception cause) {
        poisoned = true;
        messages++;
        DefaultHttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/bad-request");
        request.setDecoderResult(DecoderResult.failure(cause));
        return request;
    }

    @Override
    protected HttpMessage createMessage(String[] line) {
        if (!line[2].equals("HTTP/1.1") && !line[2].equals("HTTP/1.0")) {
            throw new IllegalArgumentException("an unknown version");
        }
        return new DefaultHttpRequest(
                HttpVersion.valueOf(line[2]), HttpMethod.valueOf(line[0]), line[1], HeadersMultiMap.httpHeaders());
    }

    /** Every message passes here when its headers are complete and before a byte of its body is read. */
    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage message) {
        Framing.check(message);
        return false;
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException("both Content-Length and Transfer-Encoding");
    }
}
