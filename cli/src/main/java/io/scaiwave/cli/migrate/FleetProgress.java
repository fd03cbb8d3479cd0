package io.scaiwave.cli.migrate;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Tells how far a run has come, about once a second, and each failure by name. */
final class FleetProgress {

    private static final long EVERY = Duration.ofSeconds(1).toNanos();

    private final String service;
    private final PrintStream out;
    private final long begun = System.nanoTime();
    private long told = begun;
    private String version = "";
    private int total;
    private int done;
    private int failures;

    FleetProgress(String service, PrintStream out) {
        this.service = service;
        this.out = out;
    }

    void waiting() {
        say("another run is at work; waiting for it");
    }

    synchronized void start(String to, int schemas) {
        version = to;
        total = schemas;
    }

    synchronized void total(int schemas) {
        total = schemas;
    }

    synchronized void done() {
        done++;
        long now = System.nanoTime();
        if (now - told >= EVERY) {
            told = now;
            say("%d of %d at %s, %d failed, %.0f/s".formatted(done, total, version, failures, done / seconds()));
        }
    }

    synchronized void failed(String schema, String why) {
        failures++;
        say(schema + " failed: " + why);
    }

    synchronized int failures() {
        return failures;
    }

    synchronized void end(boolean whole, int left) {
        if (whole) {
            say(
                    done == 0
                            ? "all schemas at " + version
                            : "%d schemas brought to %s in %.1f s".formatted(done, version, seconds()));
        } else {
            say("%d schemas brought to %s, %d failed, %d not tried; run it again when what failed is mended"
                    .formatted(done, version, failures, left));
        }
    }

    private double seconds() {
        return Math.max(0.001, (System.nanoTime() - begun) / 1e9);
    }

    private void say(String line) {
        out.println(String.format(Locale.ROOT, "migrate %s, own schemas: %s", service, line));
    }
}
