package io.scaiwave.tenancy.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.crypto.MasterKeys;
import io.scaiwave.tenancy.db.TenantDb;
import io.scaiwave.tenancy.db.Tx;
import io.scaiwave.tenancy.inbox.Inbox;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.RefusedException;
import io.scaiwave.tenancy.testing.Backing;
import io.scaiwave.tenancy.testing.Databases;
import io.scaiwave.tenancy.testing.MutableClock;
import io.scaiwave.tenancy.testing.Scopes;
import io.scaiwave.tenancy.web.StrictJson;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One key, one effect, one answer. The effect counted here is a row of the inbox, one for each run of the work. */
class IdempotencyTest {

    private static final Duration SOON = Duration.ofSeconds(15);

    private final TenantContext tenant = Scopes.tenant();
    private final String key = UUID.randomUUID().toString();
    private final MutableClock clock = MutableClock.at(Instant.now());
    private Pool pool;
    private TenantDb db;
    private Idempotency idempotency;

    @BeforeEach
    void open() {
        pool = Backing.schema().appPool(Backing.vertx(), 8);
        db = Databases.tenantDb(pool);
        idempotency = new Idempotency(db, new StoredAnswers(MasterKeys.random()), StrictJson.mapper(), clock);
    }

    @AfterEach
    void close() {
        pool.closeAndAwait();
    }

    @Test
    void aRepeatGetsTheFirstAnswerAgainAndHasNoEffect() {
        Response first = run(call(tenant, key, "body"), effect("first"));

        Response again = run(call(tenant, key, "body"), effect("second"));

        assertThat(again.getStatus()).isEqualTo(first.getStatus()).isEqualTo(201);
        assertThat(body(again)).isEqualTo(body(first));
        assertThat(again.getHeaderString("Location")).isEqualTo("/v1/things/first");
        assertThat(again.getHeaderString(Idempotency.REPLAYED)).isEqualTo("true");
        assertThat(first.getHeaderString(Idempotency.REPLAYED)).isNull();
        assertThat(effects(tenant)).isEqualTo(1);
    }

    static Stream<Scope> scopes() {
        return Stream.of(Scopes.tenant(), Scopes.partner(), Scopes.PLATFORM);
    }

    @ParameterizedTest
    @MethodSource("scopes")
    void everyScopeKeepsItsAnswers(Scope scope) {
        Response first = run(call(scope, key, "body"), tx -> answer("first"));

        Response again = run(call(scope, key, "body"), tx -> answer("second"));

        assertThat(body(again)).isEqualTo(body(first));
    }

    @Test
    void withoutAKeyEachCallHasItsEffect() {
        run(call(tenant, null, "body"), effect("first"));
        run(call(tenant, null, "body"), effect("second"));

        assertThat(effects(tenant)).isEqualTo(2);
    }

    @Test
    void theSameKeyWithAnotherBodyIsRefused() {
        run(call(tenant, key, "body"), effect("first"));

        assertThatThrownBy(() -> run(call(tenant, key, "another body"), effect("never")))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.code())
                        .isEqualTo(ErrorCode.SW_IDEMPOTENCY_CONFLICT));
        assertThat(effects(tenant)).isEqualTo(1);
    }

    @Test
    void anotherTenantsEqualKeyIsAnotherKey() {
        TenantContext other = Scopes.tenant();

        run(call(tenant, key, "body"), effect("first"));
        run(call(other, key, "body"), effect("second"));

        assertThat(effects(tenant)).isEqualTo(1);
        assertThat(effects(other)).isEqualTo(1);
    }

    @Test
    void ofManyAtOnceOneHasItsEffectAndTheOthersAreToldSo() {
        List<CompletableFuture<Response>> calls = IntStream.range(0, 12)
                .mapToObj(i -> start(call(tenant, key, "body"), effect("only")))
                .toList();

        for (CompletableFuture<Response> each : calls) {
            Object outcome = outcome(each);
            assertThat(outcome).isIn(201, ErrorCode.SW_IDEMPOTENCY_IN_PROGRESS);
        }
        assertThat(run(call(tenant, key, "body"), effect("late")).getStatus()).isEqualTo(201);
        assertThat(effects(tenant)).isEqualTo(1);
    }

    @Test
    void aRefusalIsAnAnswerToo() {
        IdempotentCall call = call(tenant, key, "body");
        assertThatThrownBy(() -> run(call, refusing(ErrorCode.SW_SLUG_TAKEN))).isInstanceOf(RefusedException.class);

        Response again = run(call, effect("never"));

        assertThat(again.getStatus()).isEqualTo(409);
        assertThat(again.getMediaType()).hasToString("application/problem+json");
        assertThat(body(again).getString("code")).isEqualTo("SW_SLUG_TAKEN");
        assertThat(effects(tenant)).isZero();
    }

    /** A repeat may succeed between a refusal's rollback and its storing: what has an effect stays answered so. */
    @RepeatedTest(10)
    void aRefusalNeverReplacesTheAnswerOfWhatHappened() {
        IdempotentCall call = call(tenant, key, "body");

        IntStream.range(0, 12)
                .mapToObj(i -> start(call, i % 2 == 0 ? refusing(ErrorCode.SW_SLUG_TAKEN) : effect("done")))
                .toList()
                .forEach(IdempotencyTest::outcome);

        int status = run(call, refusing(ErrorCode.SW_SLUG_TAKEN)).getStatus();
        assertThat(effects(tenant)).isEqualTo(status == 201 ? 1 : 0);
    }

    @Test
    void aFaultIsNotKeptSoThatTheRepeatMaySucceed() {
        IdempotentCall call = call(tenant, key, "body");
        assertThatThrownBy(() -> run(call, tx -> effect("lost").apply(tx).chain(() -> Uni.createFrom()
                        .failure(new IllegalStateException("crash")))))
                .hasMessage("crash");
        assertThatThrownBy(() -> run(call, refusing(ErrorCode.SW_DEPENDENCY_DOWN)))
                .isInstanceOf(RefusedException.class);

        Response second = run(call, effect("second"));

        assertThat(second.getStatus()).isEqualTo(201);
        assertThat(effects(tenant)).isEqualTo(1);
    }

    @Test
    void aSecretIsGivenAgainForTenMinutesAndMaskedAfter() {
        IdempotentCall call = call(tenant, key, "body");
        Map<String, Object> data = Map.of("data", Map.of("secret", "s3cr3t", "name", "n"));
        run(call, tx -> Uni.createFrom().item(Answer.ok(data).withSecret()));

        clock.turn(Duration.ofMinutes(9));
        JsonObject early = body(run(call, effect("never"))).getJsonObject("data");
        clock.turn(Duration.ofMinutes(2));
        JsonObject late = body(run(call, effect("never"))).getJsonObject("data");

        assertThat(early.getString("secret")).isEqualTo("s3cr3t");
        assertThat(late.getString("secret")).isEqualTo("***");
        assertThat(late.getString("name")).isEqualTo("n");
    }

    @Test
    void nothingOfAnAnswerIsReadableInItsTable() {
        run(call(tenant, key, "body"), effect("canary-in-the-answer"));

        long readable = db.read(
                        tenant,
                        "SELECT count(*) AS n FROM idempotency_keys WHERE position('canary'::bytea IN body) > 0")
                .map(rows -> rows.iterator().next().getLong("n"))
                .await()
                .atMost(SOON);
        assertThat(readable).isZero();
    }

    private static IdempotentCall call(Scope scope, @Nullable String key, String body) {
        return new IdempotentCall(Scopes.user(scope), "POST", "/v1/things", key, Map.of("body", body));
    }

    private Response run(IdempotentCall call, Function<Tx, Uni<Answer>> work) {
        return idempotency.run(call, work).await().atMost(SOON);
    }

    private CompletableFuture<Response> start(IdempotentCall call, Function<Tx, Uni<Answer>> work) {
        return idempotency.run(call, work).subscribeAsCompletionStage();
    }

    /** A status or the code of a refusal. */
    private static Object outcome(CompletableFuture<Response> call) {
        return call.<Object>handle((response, failure) ->
                        failure == null ? response.getStatus() : ((RefusedException) failure).code())
                .join();
    }

    private static Function<Tx, Uni<Answer>> effect(String name) {
        return tx -> Inbox.first(tx, "effect", UUID.randomUUID().toString()).chain(() -> answer(name));
    }

    private static Uni<Answer> answer(String name) {
        return Uni.createFrom().item(Answer.created("/v1/things/" + name, Map.of("data", Map.of("name", name))));
    }

    private static Function<Tx, Uni<Answer>> refusing(ErrorCode code) {
        return tx -> Uni.createFrom().failure(code.because("on purpose"));
    }

    private int effects(TenantContext owner) {
        return db.read(owner, "SELECT count(*) AS n FROM inbox WHERE consumer = 'effect'")
                .map(rows -> rows.iterator().next().getInteger("n"))
                .await()
                .atMost(SOON);
    }

    private static JsonObject body(Response response) {
        return Buffer.buffer((byte[]) response.getEntity()).toJsonObject();
    }
}
