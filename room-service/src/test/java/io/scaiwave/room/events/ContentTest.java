package io.scaiwave.room.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.scaiwave.tenancy.id.EventId;
import io.scaiwave.tenancy.id.RoomId;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.nats.Subjects;
import io.scaiwave.tenancy.problem.RefusedException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentTest {

    private static JsonNode read(String json) throws IOException {
        return new Content.Verbatim().deserialize(new ObjectMapper().createParser(json), null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"msgtype\":\"swp.text\",\"n\":1.0}",
                "{\"msgtype\":\"swp.text\",\"n\":1E+2}",
                "{\"msgtype\":\"swp.text\",\"n\":123456789012345678901234567890}",
                "{\"z\":1,\"msgtype\":\"a\",\"a\":[[],{},null,true]}",
                "{\"msgtype\":\"swp.text\",\"body\":\"\ud83d\ude00\"}"
            })
    void whatIsSentIsKeptToTheLetter(String json) throws IOException {
        assertThat(Content.message(read(json), null).json()).isEqualTo(json);
    }

    @Test
    void aReplyNamesItsTarget() throws IOException {
        EventId target = EventId.random();

        String json = Content.message(read("{\"msgtype\":\"x\"}"), target).json();

        assertThat(json).isEqualTo("{\"msgtype\":\"x\",\"reply_to_event_id\":\"" + target.wire() + "\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "null", "\"x\"", "{\"n\":1e400}", "{\"n\":[1e-400]}", "{\"msgtype\":null}"})
    void whatReadersWouldDisagreeOnIsRefused(String json) throws IOException {
        JsonNode sent = read(json);

        assertThatThrownBy(() -> Content.message(sent, null)).isInstanceOf(RefusedException.class);
    }

    /** No text of a caller ever gets into a subject: what is not exactly an id does not become one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "*",
                ">",
                "room_",
                "room_*",
                "room_>",
                "room_01m7xqwkd8e00b01pha1t0pt2s.x",
                "room_01m7xqwkd8e00b01pha1t0pt2s ",
                "room_01m7xqwkd8e00b01pha1t0pt2s\r\n",
                "room_01M7XQWKD8E00B01PHA1T0PT2S",
                "room_81m7xqwkd8e00b01pha1t0pt2s"
            })
    void noRoomIdCarriesASubjectAlong(String text) {
        assertThatThrownBy(() -> RoomId.parse(text)).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> RoomId.parse("room_" + "0".repeat(300))).isInstanceOf(RefusedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "*", ">", "x.>", "a..b", "MESSAGE", "m\n"})
    void noKindBreaksOutOfItsToken(String kind) {
        assertThatThrownBy(() -> Subjects.room(TenantId.random(), RoomId.random(), kind))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
