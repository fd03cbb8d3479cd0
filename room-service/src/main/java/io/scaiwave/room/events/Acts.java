package io.scaiwave.room.events;

import io.scaiwave.room.access.Participant;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gives each act its moment. */
@ApplicationScoped
public class Acts {

    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private final Clock clock;

    public Acts(Clock clock) {
        this.clock = clock;
    }

    /** Milliseconds, so that every copy of the time is spelled alike; a trace that is not well formed is left out. */
    public Act by(Participant who, @Nullable String traceparent) {
        boolean traced = traceparent != null && TRACEPARENT.matcher(traceparent).matches();
        return new Act(who, clock.instant().truncatedTo(ChronoUnit.MILLIS), traced ? traceparent : null);
    }
}
