package io.scaiwave.bench;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Clients as they are inside a service: each on an event loop, asking again as soon as it has its answer. No thread
 * waits, so no thread has to be woken, which would cost more than what is measured. A client keeps its event loop
 * through all rounds: a pool prefers connections of the asking loop, and a round in which they lie elsewhere measures
 * the hop between threads.
 */
final class Clients {

    private static final long PATIENCE_SECONDS = 60;

    private final List<Context> loops;

    Clients(Vertx vertx, int most) {
        this.loops = IntStream.range(0, most)
                .<Context>mapToObj(i -> ((VertxInternal) vertx).createEventLoopContext())
                .toList();
    }

    Latencies run(int clients, int callsEach, Supplier<Uni<?>> call) throws Exception {
        List<Client> all = new ArrayList<>();
        for (Context loop : loops.subList(0, clients)) {
            Client client = new Client(callsEach, call);
            all.add(client);
            loop.runOnContext(start -> client.next());
        }
        List<long[]> times = new ArrayList<>();
        for (Client client : all) {
            times.add(client.times.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        }
        return Latencies.of(times);
    }

    private static final class Client {

        private final CompletableFuture<long[]> times = new CompletableFuture<>();
        private final long[] nanos;
        private final Supplier<Uni<?>> call;
        private int done;

        Client(int calls, Supplier<Uni<?>> call) {
            this.nanos = new long[calls];
            this.call = call;
        }

        private void next() {
            if (done == nanos.length) {
                times.complete(nanos);
                return;
            }
            long start = System.nanoTime();
            call.get()
                    .subscribe()
                    .with(
                            answer -> {
                                nanos[done++] = System.nanoTime() - start;
                                next();
                            },
                            times::completeExceptionally);
        }
    }
}
