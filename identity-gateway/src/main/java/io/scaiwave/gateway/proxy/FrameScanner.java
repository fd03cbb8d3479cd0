package io.scaiwave.gateway.proxy;

import io.vertx.core.buffer.Buffer;

/** Follows WebSocket frames through a stream of bytes: where one ends, and how large the largest is. Keeps no payload. */
final class FrameScanner {

    private static final int MASKED = 0x80;
    private static final int MASK_BYTES = 4;

    private final byte[] head = new byte[10];
    private int headLength;
    private long left;
    private long largest;

    /** True where a frame of our own may be put. */
    boolean isBetweenFrames() {
        return headLength == 0 && left == 0;
    }

    /** The largest payload announced so far. */
    long largest() {
        return largest;
    }

    void readAll(Buffer bytes) {
        int at = 0;
        while (at < bytes.length()) {
            at = readToEndOfFrame(bytes, at);
        }
    }

    /** Reads on to the end of the present or next frame, or of the bytes, and tells where that is. */
    int readToEndOfFrame(Buffer bytes, int from) {
        int at = from;
        while (at < bytes.length()) {
            if (left == 0) {
                head[headLength++] = bytes.getByte(at++);
                if (headLength == needed()) {
                    headLength = 0;
                    left = payload();
                    largest = Math.max(largest, left);
                    left += (head[1] & MASKED) != 0 ? MASK_BYTES : 0;
                    if (left == 0) {
                        return at;
                    }
                }
            } else {
                int step = (int) Math.min(left, bytes.length() - at);
                left -= step;
                at += step;
                if (left == 0) {
                    return at;
                }
            }
        }
        return at;
    }

    private int needed() {
        if (headLength < 2) {
            return 2;
        }
        return switch (head[1] & 0x7f) {
            case 126 -> 4;
            case 127 -> 10;
            default -> 2;
        };
    }

    /** A length beyond what a long holds is as good as the largest. */
    private long payload() {
        int length = head[1] & 0x7f;
        int bytes = length == 126 ? 2 : length == 127 ? 8 : 0;
        if (bytes == 0) {
            return length;
        }
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value = value << 8 | (head[2 + i] & 0xff);
        }
        return value < 0 ? Long.MAX_VALUE - MASK_BYTES : Math.min(value, Long.MAX_VALUE - MASK_BYTES);
    }
}
