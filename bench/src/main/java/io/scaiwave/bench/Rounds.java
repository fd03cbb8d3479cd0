package io.scaiwave.bench;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Runs one thing many times from several clients and keeps every time. */
final class Rounds {

    private Rounds() {}

    static Latencies run(int clients, int callsPerClient, Callable<?> call) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            var flights = IntStream.range(0, clients)
                    .mapToObj(client -> threads.submit(() -> oneClient(callsPerClient, call)))
                    .toList();
            long[] all = new long[clients * callsPerClient];
            int at = 0;
            for (Future<long[]> flight : flights) {
                long[] times = flight.get();
                System.arraycopy(times, 0, all, at, times.length);
                at += times.length;
            }
            return new Latencies(all);
        }
    }

    private static long[] oneClient(int calls, Callable<?> call) throws Exception {
        long[] times = new long[calls];
        for (int i = 0; i < calls; i++) {
            long start = System.nanoTime();
            Object answer = call.call();
            times[i] = System.nanoTime() - start;
            if (answer == null) {
                throw new IllegalStateException("A measured call gave nothing");
            }
        }
        return times;
    }
}
