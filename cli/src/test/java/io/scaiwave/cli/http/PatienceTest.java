package io.scaiwave.cli.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PatienceTest {

    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void itLooksUntilWhatItSeesIsEnough() {
        int seen = new Patience(Duration.ofSeconds(30)).until(looks::incrementAndGet, look -> look == 3);

        assertThat(seen).isEqualTo(3);
        assertThat(looks).hasValue(3);
    }

    @Test
    void itEndsWithTheLastLook() {
        int seen = new Patience(Duration.ZERO).until(looks::incrementAndGet, look -> false);

        assertThat(seen).isEqualTo(1);
    }
}
