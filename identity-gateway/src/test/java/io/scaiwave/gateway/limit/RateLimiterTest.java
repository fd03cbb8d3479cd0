package io.scaiwave.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.scaiwave.gateway.testing.Installation;
import io.scaiwave.tenancy.id.PartnerId;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rate limits with the real Redis. */
class RateLimiterTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final String ADDRESS = Installation.environment().get("QUARKUS_REDIS_HOSTS");
    private static final Redis REDIS = Redis.createClient(
            VERTX, new RedisOptions().setConnectionString(ADDRESS).setMaxPoolSize(32));
    private static final Redis CHECKS = Redis.createClient(VERTX, ADDRESS);

    private record Config(double localShare, long openPerMinute, long failedAuthenticationsPerMinute)
            implements LimitConfig {}

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Limiting limiting = new Limiting(REDIS, new Config(1.0, 600, 600), metrics);

    @AfterAll
    static void end() throws Exception {
        VERTX.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    }

    private static List<Budget> budgets(long user, long tenant) {
        String slot = "{" + PartnerId.random().wire() + "}:" + UUID.randomUUID();
        return List.of(
                new Budget(Level.USER, user, "sw:test:rl:" + slot + ":user"),
                new Budget(Level.TENANT, tenant, "sw:test:rl:" + slot + ":tenant"));
    }

    private static List<Decision> decide(Loop loop, List<Budget> budgets, int times) throws Exception {
        List<Decision> decisions = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            decisions.add(await(loop.context(), () -> loop.limiter().decide(budgets)));
        }
        return decisions;
    }

    private static <T> T await(Context context, Supplier<Future<T>> work) throws Exception {
        Promise<T> result = Promise.promise();
        context.runOnContext(start -> work.get().onComplete(result));
        return result.future().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    }

    /** A gateway's event loop with its limiter. */
    private record Loop(Context context, RateLimiter limiter) {

        static Loop with(Limiting limiting) throws Exception {
            Context context = VERTX.getOrCreateContext();
            RateLimiter limiter = await(context, () -> Future.succeededFuture(limiting.forLoop(VERTX)));
            await(context, limiter::open);
            return new Loop(context, limiter);
        }
    }

    private static long granted(Iterable<Decision> decisions) {
        long granted = 0;
        for (Decision decision : decisions) {
            granted += decision instanceof Decision.Granted ? 1 : 0;
        }
        return granted;
    }

    private Loop limiter() throws Exception {
        return Loop.with(limiting);
    }

    private static Response ask(Request request) throws Exception {
        return CHECKS.send(request).toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    }

    @Test
    void aMinutesBudgetMayBeUsedAtOnceAndNotOneMore() throws Exception {
        List<Decision> decisions = decide(limiter(), budgets(10, 1_000), 12);

        assertThat(granted(decisions.subList(0, 10))).isEqualTo(10);
        assertThat(decisions.get(10)).isInstanceOfSatisfying(Decision.Exceeded.class, exceeded -> {
            assertThat(exceeded.binding().level()).isEqualTo(Level.USER);
            assertThat(exceeded.retryAfter().toSeconds()).isBetween(3L, 6L);
        });
        assertThat(metrics.counter("scaiwave.gateway.ratelimit.local").count()).isZero();
    }

    @Test
    void aRefusalChargesNoLevel() throws Exception {
        Loop limiter = limiter();
        List<Budget> both = budgets(2, 1_000);
        decide(limiter, both, 50);

        Decision tenantAlone = decide(limiter, both.subList(1, 2), 1).getFirst();

        assertThat(tenantAlone).isInstanceOfSatisfying(Decision.Granted.class, decision -> assertThat(
                        decision.standings().getFirst().remaining())
                .isGreaterThanOrEqualTo(997));
    }

    @Test
    void theLevelWithTheLongestWaitBinds() throws Exception {
        List<Decision> decisions = decide(limiter(), budgets(100, 3), 4);

        assertThat(decisions.getLast()).isInstanceOfSatisfying(Decision.Exceeded.class, exceeded -> assertThat(
                        exceeded.binding().level())
                .isEqualTo(Level.TENANT));
    }

    @Test
    void concurrentCallersFromSeveralGatewaysGetTheBudgetAndNotOneMore() throws Exception {
        List<Budget> budgets = budgets(100_000, 200);
        ConcurrentLinkedQueue<Decision> decisions = new ConcurrentLinkedQueue<>();
        Phaser calls = new Phaser(1);
        for (int gateway = 0; gateway < 4; gateway++) {
            Loop loop = limiter();
            for (int i = 0; i < 250; i++) {
                calls.register();
                loop.context().runOnContext(start -> loop.limiter()
                        .decide(budgets)
                        .onSuccess(decisions::add)
                        .onComplete(done -> calls.arriveAndDeregister()));
            }
        }
        calls.awaitAdvanceInterruptibly(calls.arrive(), 10, TimeUnit.SECONDS);

        long refilled = 1 + 10 * 200 / 60;
        long withoutRedis =
                (long) metrics.counter("scaiwave.gateway.ratelimit.local").count();
        assertThat(decisions).hasSize(1_000);
        assertThat(granted(decisions)).isBetween(200L, 200 + refilled + withoutRedis);
        assertThat(withoutRedis).as("too slow a machine to tell").isLessThan(500);
    }

    @Test
    void everyKeyEnds() throws Exception {
        List<Budget> budgets = budgets(10, 10);
        decide(limiter(), budgets, 3);

        for (Budget budget : budgets) {
            Response ttl = ask(Request.cmd(Command.PTTL).arg(budget.key()));
            assertThat(ttl.toLong()).isBetween(1L, 61_000L);
        }
    }

    /** */
    @ParameterizedTest
    @ValueSource(strings = {"garbage", "", "nan", "-nan", "-1e308", "0x", "{\"tenant_id\":\"tnt_other\",\"used\":0}"})
    void aValueThatIsNotOursIsTreatedAsNone(String value) throws Exception {
        List<Budget> budgets = budgets(10, 10);
        ask(Request.cmd(Command.SET).arg(budgets.getFirst().key()).arg(value));

        exactlyTheBudgetIsGranted(budgets);
    }

    /** */
    @Test
    void aHugeValueIsTreatedAsNone() throws Exception {
        List<Budget> budgets = budgets(10, 10);
        ask(Request.cmd(Command.SET).arg(budgets.getFirst().key()).arg("9".repeat(1 << 20) + "x"));

        exactlyTheBudgetIsGranted(budgets);
    }

    /** */
    @Test
    void aValueOfAnotherTypeIsTreatedAsNone() throws Exception {
        List<Budget> budgets = budgets(10, 10);
        ask(Request.cmd(Command.HSET)
                .arg(budgets.getFirst().key())
                .arg("tenant")
                .arg("other"));

        exactlyTheBudgetIsGranted(budgets);
    }

    private void exactlyTheBudgetIsGranted(List<Budget> budgets) throws Exception {
        List<Decision> decisions = decide(limiter(), budgets, 11);

        assertThat(granted(decisions)).isEqualTo(10);
        assertThat(metrics.counter("scaiwave.gateway.ratelimit.local").count()).isZero();
    }

    @Test
    void aLimitOfZeroGrantsNothing() throws Exception {
        assertThat(granted(decide(limiter(), budgets(0, 10), 3))).isZero();
    }

    @Test
    void withoutRedisTheSameLimitsHoldFromMemoryAndAreCounted() throws Exception {
        Redis nowhere = Redis.createClient(VERTX, "redis://127.0.0.1:1");
        Loop limiter = Loop.with(new Limiting(nowhere, new Config(0.5, 600, 600), metrics));

        List<Decision> decisions = decide(limiter, budgets(10, 1_000), 12);

        assertThat(granted(decisions)).isEqualTo(5);
        assertThat(metrics.counter("scaiwave.gateway.ratelimit.local").count()).isEqualTo(12);
    }
}
