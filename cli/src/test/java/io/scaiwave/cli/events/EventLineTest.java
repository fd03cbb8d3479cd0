package io.scaiwave.cli.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EventLineTest {
    @Test
    void aMessageShowsTimeSubjectSenderAndText() {
        assertThat(
                        line(
                                "{\"time\":\"2026-01-01T10:00:00Z\",\"data\":{\"sender_id\":\"usr_a\",\"content\":{\"body\":\"hi\"}}}"))
                .isEqualTo("2026-01-01T10:00:00Z  swp.room.room_x.message  usr_a  hi");
    }

    @Test
    void contentWithoutTextIsShownAsItIs() {
        assertThat(line("{\"time\":\"t\",\"data\":{\"sender_id\":\"usr_a\",\"content\":{\"emoji\":\"+1\"}}}"))
                .endsWith("{\"emoji\":\"+1\"}");
    }

    @Test
    void whatIsNotAnEventIsStillShown() {
        assertThat(line("not json")).endsWith("not json");
        assertThat(line("{}")).isEqualTo("-  swp.room.room_x.message  -  -");
    }

    @Test
    void aMessageCannotSteerTheTerminal() {
        assertThat(line("{\"data\":{\"content\":{\"body\":\"a\\u001b[2Jb\\nc\"}}}"))
                .doesNotContain("\u001b", "\n");
    }

    private static String line(String json) {
        return EventLine.of("swp.room.room_x.message", json.getBytes(StandardCharsets.UTF_8));
    }
}
