package io.scaiwave.tenancy.testing;

import io.vertx.mutiny.core.Vertx;

/** The servers that all tests of one JVM share. Started at first use, ended with the JVM. */
public final class Backing {

    private Backing() {}

    public static PrivatePostgres postgres() {
        return Postgres.SERVER;
    }

    /** The shared database; tests keep apart by owners of their own. */
    public static TestSchema schema() {
        return Schema.MADE;
    }

    public static PrivateNats nats() {
        return Nats.SERVER;
    }

    public static Vertx vertx() {
        return Loops.VERTX;
    }

    private static final class Postgres {
        static final PrivatePostgres SERVER = PrivatePostgres.start();
    }

    private static final class Schema {
        static final TestSchema MADE = TestSchema.make(Postgres.SERVER);
    }

    private static final class Nats {
        static final PrivateNats SERVER = PrivateNats.start();
    }

    private static final class Loops {
        static final Vertx VERTX = Vertx.vertx();
    }
}
