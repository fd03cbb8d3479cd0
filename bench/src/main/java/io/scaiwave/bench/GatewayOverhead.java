package io.scaiwave.bench;

import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.token.InternalTokens;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A room read through the gateway (token, selectors, rate limits, internal token, one hop) against the same read asked of
 * room-service directly with a ready internal token, in turn.
 */
final class GatewayOverhead implements Benchmark {

    private static final int ROUNDS = 7;

    @Override
    public String question() {
        return "what does the gateway add to a request?";
    }

    @Override
    public List<Figure> run(Installation installation) throws Exception {
        JsonObject tenant = installation.tenant();
        String bearer = installation.bearer("bench", "tenant_user", Map.of("tenant_id", tenant.getString("id")));
        URI rooms = installation.gateway().resolve("/v1/rooms");
        String room = installation
                .call(
                        "POST",
                        rooms,
                        "Authorization",
                        bearer,
                        new JsonObject().put("room_type", "group").put("name", "Bench"))
                .getJsonObject("data")
                .getString("id");
        String userId = installation
                .call("GET", installation.gateway().resolve("/v1/me"), "Authorization", bearer, null)
                .getJsonObject("data")
                .getJsonObject("principal")
                .getString("id");
        Caller caller = Installation.caller(tenant, userId);
        InternalTokens tokens = installation.gatewayTokens();
        URI through = installation.gateway().resolve("/v1/rooms/" + room);
        URI direct = installation.roomService().resolve("/v1/rooms/" + room);
        List<Figure> figures = new ArrayList<>();
        for (int clients : new int[] {1, 8}) {
            int calls = clients == 1 ? 1_500 : 600;
            double[] ratios = new double[ROUNDS];
            double[] added = new double[ROUNDS];
            for (int round = -2; round < ROUNDS; round++) {
                String internal = tokens.mint(caller);
                Latencies bare = Rounds.run(
                        clients, calls, () -> installation.send("GET", direct, InternalTokens.HEADER, internal, null));
                Latencies whole = Rounds.run(
                        clients, calls, () -> installation.send("GET", through, "Authorization", bearer, null));
                if (round >= 0) {
                    ratios[round] = whole.micros(0.5) / bare.micros(0.5);
                    added[round] = (whole.micros(0.5) - bare.micros(0.5)) / 1_000;
                }
            }
            String who = clients == 1 ? "1 connection" : clients + " connections";
            figures.add(Figure.of("through the gateway / direct, p50, " + who, "x", ratios, ""));
            figures.add(Figure.of("added by the gateway, p50, " + who, "ms", added, ""));
        }
        return figures;
    }
}
