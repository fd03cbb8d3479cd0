package io.scaiwave.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Entrance: {@code bench <installation folder> <results folder> [name …]}. */
public final class Bench {

    private static final Map<String, Benchmark> ALL = new TreeMap<>(Map.of(
            "tenant-context", new TenantContextOverhead(),
            "gateway", new GatewayOverhead(),
            "commit-to-subscriber", new CommitToSubscriber()));

    private Bench() {}

    public static void main(String[] words) throws Exception {
        Installation installation = Installation.at(Path.of(words[0]));
        Path results = Path.of(words[1]);
        List<String> names = words.length > 2 ? List.of(words).subList(2, words.length) : List.copyOf(ALL.keySet());
        for (String name : names) {
            Benchmark benchmark = ALL.get(name);
            if (benchmark == null) {
                System.err.println(
                        "no such benchmark: " + name + " (there are: " + String.join(", ", ALL.keySet()) + ")");
                System.exit(2);
                return;
            }
            System.out.printf("%n%s: %s%n", name, benchmark.question());
            long start = System.nanoTime();
            List<Figure> figures = new ArrayList<>(benchmark.run(installation));
            System.out.println("  median of the rounds (least to most of them)");
            figures.forEach(figure -> System.out.println("  " + figure.line()));
            System.out.printf(
                    Locale.ROOT,
                    "  seed %d, load average %.1f on %d processors, %d s%n",
                    Chance.SEED,
                    load(),
                    Runtime.getRuntime().availableProcessors(),
                    Duration.ofNanos(System.nanoTime() - start).toSeconds());
            write(results, name, figures);
        }
        // The reactive libraries keep threads that would keep this process.
        System.exit(0);
    }

    private static void write(Path folder, String name, List<Figure> figures) throws IOException {
        Files.createDirectories(folder);
        JsonArray rows = new JsonArray();
        figures.forEach(figure -> rows.add(figure.toJson()));
        JsonObject result = new JsonObject()
                .put("benchmark", name)
                .put("at", Instant.now(Clock.systemUTC()).toString())
                .put("seed", Chance.SEED)
                .put("load_average", load())
                .put("processors", Runtime.getRuntime().availableProcessors())
                .put("java", Runtime.version().toString())
                .put("figures", rows);
        Files.writeString(folder.resolve(name + ".json"), result.encodePrettily() + "\n");
    }

    /** Of the last minute: figures of a busy machine say more about its other work. */
    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
