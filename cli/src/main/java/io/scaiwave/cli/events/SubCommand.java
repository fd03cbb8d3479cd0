package io.scaiwave.cli.events;

import io.nats.client.Message;
import io.scaiwave.cli.CliFailure;
import io.scaiwave.cli.token.Installation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints a tenant's events as they come, one line each. */
@Command(name = "sub", description = "Print a tenant's events live.")
public final class SubCommand implements Callable<Integer> {
    @Mixin
    Installation installation = new Installation();

    @Option(names = "--tenant", description = "Slug or id of the tenant.")
    @Nullable
    String tenant;

    @Option(names = "--user", description = "Administrator who asks for credentials (default: ${DEFAULT-VALUE}).")
    String user = "alice";

    @Option(names = "--creds", description = "Existing credentials file; no new ones are asked for.")
    @Nullable
    Path creds;

    @Option(names = "--nats", description = "NATS address, with --creds.")
    String nats = "nats://127.0.0.1:4222";

    @Option(names = "--subject", description = "What to listen to (default: ${DEFAULT-VALUE}).")
    String subject = "swp.room.*.>";

    @Option(names = "--count", description = "Stop after so many events.")
    long count;

    @Option(names = "--timeout", description = "Stop after so many seconds; fewer events than --count is a failure.")
    long timeout;

    @Option(names = "--json", description = "Print the events as they came.")
    boolean json;

    @Override
    public Integer call() {
        Limits limits = Limits.of(count, timeout);
        long seen = creds != null ? withFile(creds, limits) : withOwn(limits);
        return limits.satisfied(seen) ? 0 : 1;
    }

    private long withFile(Path file, Limits limits) {
        try {
            return new Subscription(nats, Files.readAllBytes(file), subject, () -> true).follow(limits, this::print);
        } catch (IOException e) {
            throw new CliFailure("cannot read " + file, e);
        }
    }

    private long withOwn(Limits limits) {
        if (tenant == null) {
            throw new CliFailure("say whose events: --tenant <slug>, or --creds <file>");
        }
        String tenantId = installation.tenantId(tenant);
        EventCredentials own = EventCredentials.ask(installation, tenantId, user, Duration.ofDays(1));
        AtomicBoolean open = new AtomicBoolean(true);
        Runnable giveBack = () -> {
            if (open.getAndSet(false)) {
                own.giveBack(installation, tenantId, user);
            }
        };
        Runtime.getRuntime().addShutdownHook(new Thread(giveBack));
        try {
            return new Subscription(own.natsUrl(), own.creds().getBytes(StandardCharsets.UTF_8), subject, open::get)
                    .follow(limits, this::print);
        } finally {
            giveBack.run();
        }
    }

    private void print(Message message) {
        System.out.println(
                json ? EventLine.raw(message.getData()) : EventLine.of(message.getSubject(), message.getData()));
        System.out.flush();
    }
}
