package io.scaiwave.system.stops;

import io.scaiwave.system.installation.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a gateway says of itself when its public port is empty. */
record Drained(long accepted, long answered, long givenUp, long underWay) {

    private static final Pattern SAID =
            Pattern.compile("The public port is drained: (\\d+) requests accepted, (\\d+) answered,"
                    + " (\\d+) given up by their callers, (\\d+) under way");

    static Drained lastOf(Installation installation) throws IOException {
        Matcher said = SAID.matcher(Files.readString(installation.home().resolve("logs/identity-gateway.log")));
        Drained last = null;
        while (said.find()) {
            last = new Drained(
                    Long.parseLong(said.group(1)),
                    Long.parseLong(said.group(2)),
                    Long.parseLong(said.group(3)),
                    Long.parseLong(said.group(4)));
        }
        if (last == null) {
            throw new AssertionError("The gateway did not say that it was drained");
        }
        return last;
    }
}
