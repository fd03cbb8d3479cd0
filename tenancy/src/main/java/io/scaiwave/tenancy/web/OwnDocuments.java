package io.scaiwave.tenancy.web;

import com.fasterxml.jackson.core.StreamReadConstraints;
import io.netty.buffer.ByteBufInputStream;
import io.quarkus.vertx.runtime.jackson.QuarkusJacksonFactory;
import io.quarkus.vertx.runtime.jackson.QuarkusJacksonJsonCodec;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.spi.JsonFactory;
import io.vertx.core.spi.json.JsonCodec;
import java.io.IOException;
import java.io.InputStream;

/**
 * How rows, events and answers of our own services are read. They carry what callers sent, wrapped deeper, so their
 * limits stand far above those of {@link StrictJson}: what was once accepted can always be read again.
 */
public final class OwnDocuments implements JsonFactory {

    static final int MAX_DEPTH = 200;

    /** Before the framework's own, which reads with the mapper of callers' bodies. */
    @Override
    public int order() {
        return 0;
    }

    @Override
    public JsonCodec codec() {
        return new Roomy(new QuarkusJacksonFactory().codec());
    }

    private record Roomy(JsonCodec framework) implements JsonCodec {

        private static final com.fasterxml.jackson.core.JsonFactory FACTORY =
                com.fasterxml.jackson.core.JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(MAX_DEPTH)
                                .build())
                        .build();

        @Override
        public <T> T fromString(String json, Class<T> type) {
            try {
                return QuarkusJacksonJsonCodec.fromParser(FACTORY.createParser(json), type);
            } catch (IOException e) {
                throw new DecodeException("Failed to decode: " + e.getMessage(), e);
            }
        }

        @Override
        public <T> T fromBuffer(Buffer json, Class<T> type) {
            try {
                return QuarkusJacksonJsonCodec.fromParser(
                        FACTORY.createParser((InputStream) new ByteBufInputStream(json.getByteBuf())), type);
            } catch (IOException e) {
                throw new DecodeException("Failed to decode: " + e.getMessage(), e);
            }
        }

        @Override
        public <T> T fromValue(Object json, Class<T> type) {
            return framework.fromValue(json, type);
        }

        @Override
        public String toString(Object object, boolean pretty) {
            return framework.toString(object, pretty);
        }

        @Override
        public Buffer toBuffer(Object object, boolean pretty) {
            return framework.toBuffer(object, pretty);
        }
    }
}
