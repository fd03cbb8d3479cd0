package io.scaiwave.bench;

import io.scaiwave.tenancy.token.InternalTokens;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * A room read through the gateway (token, selectors, rate limits, internal token, one hop) against the same read asked of
 * room-service directly with a ready internal token, which is the floor. Both are asked in turn, in short rounds, and
 * each round goes the other way about than the one before.
 */
final class GatewayOverhead implements Benchmark {

    private static final int ROUNDS = 9;
    private static final int WARM_UP = 3;
    /** On a slow machine there are fewer rounds, not a longer wait; their number is part of the answer. */
    private static final int LEAST_ROUNDS = 5;

    private static final Duration PATIENCE = Duration.ofSeconds(35);

    @Override
    public String question() {
        return "what does the gateway add to a request?";
    }

    @Override
    public List<Figure> run(Installation installation) throws Exception {
        JsonObject tenant = installation.tenant();
        String bearer = installation.bearer("bench", "tenant_user", Map.of("tenant_id", tenant.getString("id")));
        String room = installation.room(bearer);
        String userId = installation
                .call("GET", installation.gateway().resolve("/v1/me"), "Authorization", bearer, null)
                .getJsonObject("data")
                .getJsonObject("principal")
                .getString("id");
        InternalTokens tokens = installation.gatewayTokens();
        URI through = installation.gateway().resolve("/v1/rooms/" + room);
        URI direct = installation.roomService().resolve("/v1/rooms/" + room);
        List<Figure> figures = new ArrayList<>();
        for (int clients : new int[] {1, 8}) {
            figures.addAll(measure(
                    clients,
                    () -> tokens.mint(Installation.caller(tenant, userId)),
                    internal -> () -> installation.send("GET", direct, InternalTokens.HEADER, internal, null),
                    () -> installation.send("GET", through, "Authorization", bearer, null)));
        }
        return figures;
    }

    /** A call that needs a token minted for the round. */
    private interface Direct {
        Callable<?> with(String token);
    }

    private static List<Figure> measure(int clients, Callable<String> token, Direct direct, Callable<?> through)
            throws Exception {
        int calls = clients == 1 ? 400 : 100;
        Series floor = new Series();
        Series ratios = new Series();
        Series added = new Series();
        String who = clients == 1 ? "1 connection" : clients + " connections";
        long enough = System.nanoTime() + PATIENCE.toNanos();
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            if (round >= LEAST_ROUNDS && System.nanoTime() > enough) {
                Progress.say("%s: the time is up after %d rounds", who, round);
                break;
            }
            Progress.say(
                    "%s, round %d of %d: %d calls each way",
                    who, round + WARM_UP + 1, ROUNDS + WARM_UP, calls * clients);
            Callable<?> plain = direct.with(token.call());
            boolean floorFirst = round % 2 == 0;
            Latencies first = Rounds.run(clients, calls, floorFirst ? plain : through);
            Latencies second = Rounds.run(clients, calls, floorFirst ? through : plain);
            if (round >= 0) {
                double bare = (floorFirst ? first : second).micros(0.5);
                double whole = (floorFirst ? second : first).micros(0.5);
                floor.add(bare / 1_000);
                ratios.add(whole / bare);
                added.add((whole - bare) / 1_000);
            }
        }
        return List.of(
                floor.figure("floor: asked directly, p50, " + who, "ms", ""),
                ratios.figure("through the gateway / direct, p50, " + who, "x", ""),
                added.figure("added by the gateway, p50, " + who, "ms", ""));
    }
}
