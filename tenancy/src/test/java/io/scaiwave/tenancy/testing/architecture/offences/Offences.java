package io.scaiwave.tenancy.testing.architecture.offences;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.nats.client.JetStream;
import io.scaiwave.tenancy.context.ForEveryone;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.redis.client.RedisAPI;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** One offence in each class. */
@SuppressWarnings({"unused", "NonFinalStaticField", "BanSerializableRead"})
public final class Offences {

    private Offences() {}

    public static final class ShortcutQuery {
        Uni<RowSet<Row>> all(Pool pool) {
            return pool.query("SELECT * FROM note").execute();
        }
    }

    public static final class RedisAnywhere {
        boolean any(RedisAPI redis) {
            return redis.dbsize().succeeded();
        }
    }

    public static final class OwnRedisKey {
        String key(String tenant) {
            return "sw:" + tenant + ":cache:x";
        }
    }

    public static final class OwnSubject {
        String subject(String tenant) {
            return "swp." + tenant + ".room.x";
        }
    }

    public static final class WildcardSubject {
        String everything() {
            return "swp.*.room.>";
        }
    }

    public static final class PublishesItself {
        void publish(JetStream stream) {
            stream.publishAsync("x", new byte[0]).isDone();
        }
    }

    public static final class AmbientTenant {
        private final ThreadLocal<String> tenant = new ThreadLocal<>();
    }

    public static final class ChangingStatic {
        static int calls;
    }

    public static final class StaticMap {
        static final HashMap<String, String> CACHE = new HashMap<>();
    }

    @Path("/silent")
    public static final class SilentEndpoint {
        @GET
        public String hello() {
            return "hello";
        }
    }

    @Path("/anything")
    @ForEveryone
    public static final class ReadsAnything {
        @POST
        public String hello(Map<String, String> body) {
            return "hello";
        }
    }

    public static final class OwnError {
        Response refuse() {
            return Response.status(409).build();
        }
    }

    @Path("/theirs")
    @ForEveryone
    @Consumes("application/json")
    public static final class ThrowsTheirs {
        @GET
        public String find() {
            throw new NotFoundException();
        }
    }

    public static final class Waits {
        String wait(Uni<String> uni) {
            return uni.await().indefinitely();
        }
    }

    public static final class Sleeps {
        void rest() throws InterruptedException {
            Thread.sleep(1);
        }
    }

    public static final class ReadsTheClock {
        Instant now() {
            return Instant.now();
        }
    }

    public static final class ReadsTheClockInALambda {
        Supplier<Instant> now() {
            return Instant::now;
        }
    }

    public static final class InjectedField {
        @Inject
        Supplier<String> given;
    }

    public static final class ThingManager {}

    public static final class ReadsObjects {
        Object read(InputStream in) throws IOException, ClassNotFoundException {
            return new ObjectInputStream(in).readObject();
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    public static final class NamedByJson {}

    public static final class Prints {
        void print() {
            System.out.println("hello");
        }
    }

    public static final class KnowsAService {
        io.scaiwave.elsewhere.Service service() {
            return new io.scaiwave.elsewhere.Service();
        }
    }
}
