package io.scaiwave.room.moves;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How tenants move. */
@ConfigMapping(prefix = "scaiwave.room.moves")
interface MovesConfig {

    /** About how long one call works; whoever asks for a step asks again until it is done. */
    @WithDefault("2S")
    Duration turn();

    /** The longest that writers are held back. When it is over they come in again and the switch is tried later. */
    @WithDefault("4S")
    Duration fence();

    /** Steps of different moves that one replica works on at a time; each holds two connections. */
    @WithDefault("2")
    int concurrency();
}
