package io.scaiwave.room.events;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scaiwave.tenancy.id.EventId;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.RefusedException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The content of an event: a JSON object that every reader down the line can store and print. */
public record Content(String json) {

    public static final int MAX_BYTES = 64 * 1024;
    private static final String DEFAULT_MSGTYPE = "swp.text";
    private static final int MAX_MSGTYPE = 100;
    /** The range of a double, beyond which readers disagree on what a number is. */
    private static final int MAX_MAGNITUDE = 330;

    /** Keeps numbers as they were written. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** What the platform itself says, for example on a join. */
    public static Content of(Map<String, ?> members) {
        return new Content(write(JSON.valueToTree(members)));
    }

    /** What a person sends: at most 64 KB, with a {@code msgtype}, {@code swp.text} unless it says another. */
    public static Content message(JsonNode sent, @Nullable EventId replyTo) {
        if (!(sent instanceof ObjectNode content)) {
            throw RefusedException.invalid("content", "must be an object");
        }
        requireMsgtype(content);
        if (replyTo != null) {
            content.put("reply_to_event_id", replyTo.wire());
        }
        requireReadable(content, "content");
        String json = write(content);
        if (json.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw ErrorCode.SW_CONTENT_TOO_LARGE
                    .because("The content is larger than 64 KB.")
                    .field("content", "is larger than 64 KB");
        }
        return new Content(json);
    }

    private static void requireMsgtype(ObjectNode content) {
        JsonNode msgtype = content.get("msgtype");
        if (msgtype == null) {
            content.put("msgtype", DEFAULT_MSGTYPE);
        } else if (!msgtype.isTextual() || !isName(msgtype.textValue())) {
            throw RefusedException.invalid("content.msgtype", "must be a name of 1 to 100 characters");
        }
    }

    private static boolean isName(String text) {
        return !text.isBlank() && text.length() <= MAX_MSGTYPE && Text.isPrintable(text);
    }

    private static void requireReadable(JsonNode node, String path) {
        if (node.isObject()) {
            node.properties().forEach(member -> {
                requireText(member.getKey(), path);
                requireReadable(member.getValue(), path);
            });
        } else if (node.isArray()) {
            node.forEach(item -> requireReadable(item, path));
        } else if (node.isTextual()) {
            requireText(node.textValue(), path);
        } else if (node.isNumber()) {
            requireMagnitude(node.decimalValue(), path);
        }
    }

    private static void requireText(String text, String path) {
        if (!Text.isStorable(text)) {
            throw RefusedException.invalid(path, "has text with U+0000 or half a surrogate pair");
        }
    }

    private static void requireMagnitude(BigDecimal number, String path) {
        if (Math.abs((long) number.precision() - number.scale()) > MAX_MAGNITUDE) {
            throw RefusedException.invalid(path, "has a number beyond the range of a double");
        }
    }

    private static String write(JsonNode node) {
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A JSON tree could not be written", e);
        }
    }

    /** Reads a free-form member without changing a digit of it. */
    public static final class Verbatim extends JsonDeserializer<JsonNode> {

        @Override
        public JsonNode deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return JSON.readTree(parser);
        }
    }
}
