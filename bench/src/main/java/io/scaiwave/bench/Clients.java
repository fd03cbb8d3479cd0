package io.scaiwave.bench;

import io.smallrye.mutiny.Uni;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Clients as they are inside a service: each on an event loop, asking again as soon as it has its answer. No thread
 * waits, so no thread has to be woken, which would cost more than what is measured.
 */
final class Clients {

    private static final long PATIENCE_SECONDS = 60;

    private final Vertx vertx;

    Clients(Vertx vertx) {
        this.vertx = vertx;
    }

    Latencies run(int clients, int callsEach, Supplier<Uni<?>> call) throws Exception {
        List<Client> all = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            Client client = new Client(callsEach, call);
            all.add(client);
            vertx.deployVerticle(client, new DeploymentOptions());
        }
        List<long[]> times = new ArrayList<>();
        for (Client client : all) {
            times.add(client.times.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        }
        return Latencies.of(times);
    }

    private static final class Client extends AbstractVerticle {

        private final CompletableFuture<long[]> times = new CompletableFuture<>();
        private final long[] nanos;
        private final Supplier<Uni<?>> call;
        private int done;

        Client(int calls, Supplier<Uni<?>> call) {
            this.nanos = new long[calls];
            this.call = call;
        }

        @Override
        public void start(Promise<Void> started) {
            started.complete();
            next();
        }

        private void next() {
            if (done == nanos.length) {
                times.complete(nanos);
                var unused = vertx.undeploy(deploymentID());
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
