package io.scaiwave.gateway.limit;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The decision as Redis makes it: by its own clock, in one step, all keys in one slot, each with an end. */
final class DecisionScript {

    /**
     * KEYS: the levels. ARGV: the interval of each, in microseconds. Answers the index of the level that binds (0 for
     * none), the wait until it would grant, and what each level owes.
     */
    private static final String LUA = """
            local time = redis.call('TIME')
            local now = time[1] * 1000000 + time[2]
            local tats = redis.call('MGET', unpack(KEYS))
            local answer = {0, 0}
            local wait = 0
            for i = 1, #KEYS do
              local tat = tonumber(tats[i] or 0)
              if not tat or tat ~= tat or tat < now then tat = now end
              if tat > now + 60000000 then tat = now + 60000000 end
              tats[i] = tat + ARGV[i]
              local over = tats[i] - now - 60000000
              if over > wait then
                wait = over
                answer[1] = i
                answer[2] = over
              end
              answer[i + 2] = tat - now
            end
            if answer[1] == 0 then
              for i = 1, #KEYS do
                local debt = tats[i] - now
                redis.call('SET', KEYS[i], string.format('%.0f', tats[i]), 'PX', math.ceil(debt / 1000) + 1)
                answer[i + 2] = debt
              end
            end
            return answer
            """;

    private static final String SHA = sha1(LUA);

    private DecisionScript() {}

    static Request byHash(List<Budget> budgets) {
        return arguments(Request.cmd(Command.EVALSHA).arg(SHA), budgets);
    }

    static Request inFull(List<Budget> budgets) {
        return arguments(Request.cmd(Command.EVAL).arg(LUA), budgets);
    }

    private static Request arguments(Request request, List<Budget> budgets) {
        request.arg(budgets.size());
        for (Budget budget : budgets) {
            request.arg(budget.key());
        }
        for (Budget budget : budgets) {
            request.arg(Gcra.interval(budget.perMinute()));
        }
        return request;
    }

    static Decision read(List<Budget> budgets, Response answer) {
        long[] debts = new long[budgets.size()];
        for (int i = 0; i < debts.length; i++) {
            debts[i] = number(answer, i + 2);
        }
        int binding = Math.toIntExact(number(answer, 0)) - 1;
        return Gcra.decision(budgets, binding, number(answer, 1), debts);
    }

    private static long number(Response answer, int index) {
        Response item = answer.get(index);
        Long number = item == null ? null : item.toLong();
        if (number == null) {
            throw new IllegalStateException("Redis answered a decision without a number");
        }
        return number;
    }

    private static String sha1(String script) {
        try {
            // Not for security: it is how Redis names a script.
            MessageDigest sha = MessageDigest.getInstance("SHA-1");
            return HexFormat.of().formatHex(sha.digest(script.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-1", e);
        }
    }
}
