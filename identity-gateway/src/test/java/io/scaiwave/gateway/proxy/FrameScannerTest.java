package io.scaiwave.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Frames are followed the same way however the network cuts them. */
class FrameScannerTest {

    static Buffer frame(boolean masked, long announced, int payload) {
        Buffer frame = Buffer.buffer().appendByte((byte) 0x82);
        int mask = masked ? 0x80 : 0;
        if (announced < 126) {
            frame.appendByte((byte) (mask | announced));
        } else if (announced < 65_536) {
            frame.appendByte((byte) (mask | 126)).appendUnsignedShort((int) announced);
        } else {
            frame.appendByte((byte) (mask | 127)).appendLong(announced);
        }
        return frame.appendBytes(new byte[(masked ? 4 : 0) + payload]);
    }

    @Property(tries = 300)
    void theEndOfEachFrameIsFoundInAnyPieces(
            @ForAll @Size(min = 1, max = 6) List<@IntRange(max = 70_000) Integer> lengths,
            @ForAll boolean masked,
            @ForAll long seed) {
        Buffer all = Buffer.buffer();
        lengths.forEach(length -> all.appendBuffer(frame(masked, length, length)));
        FrameScanner scanner = new FrameScanner();
        Random random = new Random(seed);
        int ends = 0;
        int at = 0;
        while (at < all.length()) {
            int end = Math.min(all.length(), at + 1 + random.nextInt(40_000));
            Buffer piece = all.slice(at, end);
            int in = 0;
            while (in < piece.length()) {
                in = scanner.readToEndOfFrame(piece, in);
                ends += scanner.isBetweenFrames() ? 1 : 0;
            }
            at = end;
        }

        assertThat(ends).isEqualTo(lengths.size());
        assertThat(scanner.isBetweenFrames()).isTrue();
        assertThat(scanner.largest())
                .isEqualTo(lengths.stream().mapToInt(length -> length).max().orElseThrow());
    }

    @Test
    void aLargeFrameIsKnownByItsHead() {
        FrameScanner scanner = new FrameScanner();

        scanner.readAll(frame(true, 100_000_000, 0));

        assertThat(scanner.largest()).isEqualTo(100_000_000);
        assertThat(scanner.isBetweenFrames()).isFalse();
    }

    @Test
    void aLengthBeyondAllNumbersIsLargeToo() {
        FrameScanner scanner = new FrameScanner();

        scanner.readAll(
                Buffer.buffer().appendByte((byte) 0x82).appendByte((byte) 0xff).appendLong(-1));

        assertThat(scanner.largest()).isGreaterThan(1L << 60);
    }
}
