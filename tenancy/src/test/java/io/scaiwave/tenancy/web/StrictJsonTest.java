package io.scaiwave.tenancy.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.FieldError;
import io.scaiwave.tenancy.problem.RefusedException;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

    private final ObjectMapper json = StrictJson.mapper();

    record Counted(int count) {}

    record Inner(@Nullable String word) {}

    record Body(
            @Nullable String displayName,
            @Nullable Integer count,
            @Nullable Boolean open,
            @Nullable TenantId tenant,
            @Nullable OffsetDateTime startsAt,
            @Nullable List<Inner> items,
            @Nullable Object free) {}

    @Test
    void namesAreSnakeCaseAndTimesAreText() throws Exception {
        TenantId tenant = TenantId.random();
        String sent = """
                {"display_name":"é","count":3,"open":true,"tenant":"%s","starts_at":"2026-01-02T03:04:05+02:00",\
                "items":[{"word":"a"}],"free":{"x":1.10}}""".formatted(tenant);

        Body read = json.readValue(sent, Body.class);

        assertThat(read.startsAt()).isEqualTo("2026-01-02T03:04:05+02:00");
        assertThat(read.free()).isEqualTo(Map.of("x", new BigDecimal("1.10")));
        assertThat(json.writeValueAsString(read))
                .isEqualTo(sent.replace("2026-01-02T03:04:05+02:00", "2026-01-02T01:04:05.000Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T10:00:00Z, 2026-11-20T10:00:00.000Z",
        "2026-11-20T10:00:00.1Z, 2026-11-20T10:00:00.100Z",
        "2026-11-20T10:00:00.123456Z, 2026-11-20T10:00:00.123Z",
        "2026-11-20T10:00:00.999999999Z, 2026-11-20T10:00:00.999Z",
    })
    void timesAreInMilliseconds(String time, String shown) throws Exception {
        Instant instant = Instant.parse(time);
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("a", instant);
        all.put("b", instant.atOffset(ZoneOffset.ofHours(-7)));

        assertThat(json.writeValueAsString(all)).isEqualTo("{\"a\":\"%1$s\",\"b\":\"%1$s\"}".formatted(shown));
    }

    @Test
    void aValueThatIsRefusedByItselfIsNamedOnceAndByItsPlace() {
        byte[] body = "{\"shapes\":[{\"shape\":\"round\"},{\"shape\":\"odd\"}]}".getBytes(UTF_8);

        RefusedException refused = refusal(body, Shapes.class);

        assertThat(refused.errors()).containsExactly(new FieldError("shapes.1.shape", "must be round"));
    }

    record Shapes(List<Shaped> shapes) {}

    record Shaped(Shape shape) {}

    enum Shape {
        ROUND;

        @JsonCreator
        static Shape parse(String name) {
            if (name.equals("round")) {
                return ROUND;
            }
            throw RefusedException.invalid("shape", "must be round");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"displayName\":\"a\"}|displayName",
                "{\"unknown\":1}|unknown",
                "{\"items\":[{\"word\":\"a\"},{\"wrod\":\"b\"}]}|items.1.wrod",
                "{\"@class\":\"java.lang.Runtime\"}|@class",
                "{\"@type\":\"x\"}|@type",
                "{\"count\":\"3\"}|count",
                "{\"count\":3.5}|count",
                "{\"count\":3.0}|count",
                "{\"count\":true}|count",
                "{\"count\":99999999999}|count",
                "{\"open\":\"true\"}|open",
                "{\"open\":1}|open",
                "{\"display_name\":1}|display_name",
                "{\"display_name\":1.5}|display_name",
                "{\"display_name\":true}|display_name",
                "{\"display_name\":[\"a\"]}|display_name",
                "{\"display_name\":{}}|display_name",
                "{\"items\":{}}|items",
                "{\"items\":\"\"}|items",
                "{\"items\":[[]]}|items.0",
                "{\"starts_at\":\"tomorrow\"}|starts_at",
                "{\"starts_at\":\"2026-01-02\"}|starts_at",
                "{\"tenant\":\"room_00000000000000000000000000\"}|tenant",
                "{\"tenant\":\"\"}|tenant",
            })
    void aMemberThatIsNotAsDeclaredIsRefusedByItsPath(String body, String field) {
        RefusedException refused = refusal(body.getBytes(UTF_8));

        assertThat(refused.errors()).extracting(FieldError::field).containsExactly(field);
        assertSaysNothingOfUs(refused);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[",
                "}",
                "nul",
                "\"text\"",
                "7",
                "[1]",
                "{\"count\":1}{}",
                "{\"count\":1} x",
                "{'count':1}",
                "{count:1}",
                "{\"count\":1,}",
                "{\"count\":01}",
                "{\"count\":+1}",
                "{\"count\":NaN}",
                "{\"count\":.5}",
                "{\"count\":1,\"count\":2}",
                "{\"free\":{\"a\":1,\"a\":2}}",
                "/* */{}",
                "{\"display_name\":\"\t\"}",
                "{\"display_name\":\"\\x\"}",
                "{\"display_name\":\"\\u12\"}"
            })
    void whatIsNotOneWellFormedObjectIsRefused(String body) {
        assertSaysNothingOfUs(refusal(body.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "c080", "c3", "eda080", "f4908080", "e28280ff"})
    void bytesThatAreNotUtf8AreRefused(String hex) {
        byte[] bad = HexFormat.of().parseHex(hex);
        byte[] start = "{\"display_name\":\"".getBytes(UTF_8);
        byte[] end = "\"}".getBytes(UTF_8);
        byte[] body = ByteBuffer.allocate(start.length + bad.length + end.length)
                .put(start)
                .put(bad)
                .put(end)
                .array();

        assertSaysNothingOfUs(refusal(body));
    }

    /** Cut anywhere: the end of the body is not the end of a character. */
    @ParameterizedTest
    @ValueSource(strings = {"7b22c3", "7b22e282", "7b22f09f98", "fffe7b007d00", "7b007d00", "0000007b"})
    void aCutCharacterAndOtherEncodingsAreRefused(String hex) {
        assertSaysNothingOfUs(refusal(HexFormat.of().parseHex(hex)));
    }

    /** Every code point that UTF-8 can carry, read from a stream that gives a few bytes at a time. */
    @Test
    void everyCharacterIsRead() throws Exception {
        StringBuilder all = new StringBuilder();
        IntStream.rangeClosed(' ', 0x10FFFF)
                .filter(point -> (point < 0xD800 || point > 0xDFFF) && point != '"' && point != '\\')
                .filter(point -> point < 0x3000 || point % 97 == 0 || point > 0x10FF00)
                .forEach(all::appendCodePoint);
        byte[] body = ("{\"display_name\":\"" + all + "\"}").getBytes(UTF_8);

        Body read = json.readValue(new Dripping(body), Body.class);

        assertThat(read.displayName()).isEqualTo(all.toString());
    }

    /** Never more than three bytes at once. */
    private static final class Dripping extends ByteArrayInputStream {
        Dripping(byte[] bytes) {
            super(bytes);
        }

        @Override
        public synchronized int read(byte[] into, int offset, int length) {
            return super.read(into, offset, Math.min(length, 3));
        }
    }

    @Test
    void depthIsBounded() {
        assertThatCode(() -> json.readTree(nested(StrictJson.MAX_DEPTH))).doesNotThrowAnyException();

        for (int depth : new int[] {StrictJson.MAX_DEPTH + 1, 100_000}) {
            assertThat(catchThrowableOfType(JsonProcessingException.class, () -> json.readTree(nested(depth))))
                    .isNotNull();
            assertSaysNothingOfUs(refusal(("{\"free\":" + nested(depth) + "}").getBytes(UTF_8)));
        }
    }

    private static String nested(int depth) {
        return "[".repeat(depth) + "]".repeat(depth);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"display_name\":\"a\\u0000\"}|display_name",
                "{\"display_name\":\"\\ud83d\"}|display_name",
                "{\"display_name\":\"\\ude00\\ud83d\"}|display_name",
                "{\"items\":[{\"word\":\"a\"},{\"word\":\"\\u0000\"}]}|items.1.word",
                "{\"free\":{\"a\":[1,\"\\udc00\"]}}|free.a.1",
                "{\"free\":{\"a\":{\"x\\u0000\":1}}}|free.a",
                "{\"free\":{\"n\":1e400}}|free.n",
                "{\"free\":{\"n\":-1e400}}|free.n",
                "{\"free\":[1e999999999]}|free.0",
                "{\"free\":-1e-999999999}|free",
                "{\"free\":1e99999999999}|free",
                "{\"free\":0e999999999}|free",
            })
    void whatCannotBeStoredIsRefusedByItsPath(String body, String field) {
        assertThat(refusal(body.getBytes(UTF_8)).errors())
                .extracting(FieldError::field)
                .containsExactly(field);
        assertThat(refusal(body.getBytes(UTF_8), JsonNode.class).errors())
                .extracting(FieldError::field)
                .containsExactly(field);
    }

    @Test
    void whatCanBeStoredIsReadAsItIs() throws Exception {
        String sent = "{\"a\":\"\\ud83d\\ude00\\u0001\",\"n\":[1.7e308,4.9e-324,0.0,-2.50]}";

        JsonNode read = json.readTree(sent);

        assertThat(read.path("a").textValue()).isEqualTo("\uD83D\uDE00\u0001");
        assertThat(read.path("n").path(1).doubleValue()).isEqualTo(Double.MIN_VALUE);
        assertThat(refusal("{\"a\\u0000\":1}".getBytes(UTF_8)).errors()).isEmpty();
        assertThat(json.copy().readTree(sent)).isEqualTo(read);
    }

    @Test
    void numbersNamesAndTextsAreBounded() {
        for (String body : List.of(
                "{\"free\":" + "9".repeat(101) + "}",
                "{\"free\":1e999999999999}",
                "{\"" + "n".repeat(1_001) + "\":1}",
                "{\"free\":\"" + "t".repeat((1 << 20) + 1) + "\"}")) {
            assertSaysNothingOfUs(refusal(body.getBytes(UTF_8)));
        }
    }

    /** A type named in the data is a text like any other: nothing is loaded by it. */
    @Test
    void aClassNameInFreeDataIsData() throws Exception {
        String sent = "{\"free\":{\"@class\":\"javax.naming.InitialContext\",\"x\":[\"java.net.URL\",\"http://x\"]}}";

        Body read = json.readValue(sent, Body.class);

        assertThat(read.free()).isInstanceOf(Map.class);
        JsonNode again = json.valueToTree(read.free());
        assertThat(again.path("@class").textValue()).isEqualTo("javax.naming.InitialContext");
        assertThat(again.path("x").isArray()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"count\":null}"})
    void aNumberThatMustBeThereIsNeverZeroBySilence(String body) {
        RefusedException refused = refusal(body.getBytes(UTF_8), Counted.class);

        assertThat(refused.errors()).extracting(FieldError::field).containsExactly("count");
    }

    private RefusedException refusal(byte[] body) {
        return refusal(body, Body.class);
    }

    private RefusedException refusal(byte[] body, Class<?> form) {
        JsonProcessingException fault =
                catchThrowableOfType(JsonProcessingException.class, () -> json.readValue(body, form));

        assertThat(fault).as("%s was read", new String(body, UTF_8)).isNotNull();
        return JsonFaults.explain(fault);
    }

    private static void assertSaysNothingOfUs(RefusedException refused) {
        assertThat(refused.code()).isIn(ErrorCode.SW_VALIDATION, ErrorCode.SW_ID_INVALID);
        assertThat(refused.detail() + refused.errors())
                .doesNotContain(
                        "io.scaiwave", "java.", "jackson", "Body", "Inner", "StrictJsonTest", "reference chain");
    }
}
