package io.scaiwave.gateway.limit;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * How many tokens that are not good each address has shown of late, in this gateway's own bounded memory. Whoever shows
 * too many waits, without a look at the next. Costs nothing as long as nobody does.
 */
@ApplicationScoped
public class FailedTokens {

    private final LocalDecisions shown;
    private final long perMinute;
    private volatile long watchUntil;

    public FailedTokens(LimitConfig config) {
        this.perMinute = config.failedAuthenticationsPerMinute();
        this.shown = new LocalDecisions(1.0, Limiting::microTime);
        this.watchUntil = Limiting.microTime();
    }

    public Decision count(String address) {
        Decision decision = shown.decide(List.of(budget(address)));
        if (decision instanceof Decision.Exceeded) {
            watchUntil = Limiting.microTime() + Gcra.WINDOW_MICROS;
        }
        return decision;
    }

    public Standing standing(String address) {
        return shown.look(budget(address));
    }

    /** True if a token of this address that nobody knows may not be looked at now. */
    public boolean mustWait(String address) {
        return watchUntil - Limiting.microTime() > 0 && standing(address).remaining() == 0;
    }

    private Budget budget(String address) {
        return new Budget(Level.AUTHENTICATION, perMinute, Budgets.network(address));
    }
}
