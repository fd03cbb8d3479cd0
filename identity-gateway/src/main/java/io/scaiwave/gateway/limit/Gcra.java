package io.scaiwave.gateway.limit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The generic cell rate algorithm. A level is one number: the moment at which all of its budget is free again. A
 * request moves it on by a minute divided by the limit, and is refused if that would put it more than a minute ahead.
 * So a caller may use a whole minute's budget at once, and gets it back evenly.
 */
final class Gcra {

    static final long WINDOW_MICROS = 60_000_000;

    private Gcra() {}

    static long interval(long perMinute) {
        return Math.max(1, WINDOW_MICROS / Math.max(1, perMinute));
    }

    /**
     * @param binding index of the level that refused, or -1
     * @param debts per level, what it owes after the decision, in microseconds
     * @param waitMicros until the binding level would grant
     */
    static Decision decision(List<Budget> budgets, int binding, long waitMicros, long[] debts) {
        if (binding >= 0) {
            Budget budget = budgets.get(binding);
            return new Decision.Exceeded(
                    new Standing(budget.level(), budget.perMinute(), debts[binding]),
                    Duration.ofNanos(waitMicros * 1_000));
        }
        List<Standing> standings = new ArrayList<>(budgets.size());
        for (int i = 0; i < debts.length; i++) {
            Budget budget = budgets.get(i);
            standings.add(new Standing(budget.level(), budget.perMinute(), debts[i]));
        }
        return new Decision.Granted(standings);
    }
}
