package io.scaiwave.room.moves;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import io.scaiwave.room.testing.Rest;
import io.scaiwave.room.testing.Tenant;
import io.scaiwave.room.testing.Tenant.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** People of one tenant who do what comes to mind until they are stopped, and remember what they were told. */
final class Workers implements AutoCloseable {

    private final List<User> users = new ArrayList<>();
    private final List<String> rooms = new ArrayList<>();
    private final Queue<String> sent = new ConcurrentLinkedQueue<>();
    private final Queue<String> surprises = new ConcurrentLinkedQueue<>();
    private final Queue<Long> heldBack = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<?>> running = new ArrayList<>();
    private final AtomicInteger unsure = new AtomicInteger();
    private volatile boolean stopped;

    Workers(Tenant tenant, int count) {
        for (int i = 0; i < count; i++) {
            User user = tenant.user();
            users.add(user);
            rooms.add(Rest.room(user, "public"));
        }
    }

    void start() {
        for (int i = 0; i < users.size(); i++) {
            int number = i;
            running.add(threads.submit(() -> work(number, new Random(number))));
        }
    }

    private void work(int number, Random random) {
        User user = users.get(number);
        String home = rooms.get(number);
        while (!stopped) {
            String other = rooms.get(random.nextInt(rooms.size()));
            switch (random.nextInt(10)) {
                case 0 -> done(Rest.post(user, "/v1/rooms/" + other + "/join"));
                case 1 -> leave(user, home, other);
                case 2 -> done(Rest.patch(user, "/v1/rooms/" + home, Map.of("name", "Name " + random.nextInt())));
                case 3 -> invite(user, home, users.get(random.nextInt(users.size())));
                case 4 -> read(user, home);
                default -> send(user, home);
            }
        }
    }

    private void leave(User user, String home, String other) {
        if (!home.equals(other)) {
            done(Rest.post(user, "/v1/rooms/" + other + "/leave"));
        }
    }

    private void invite(User user, String room, User guest) {
        Response invited = Rest.post(
                user,
                "/v1/rooms/" + room + "/invite",
                Map.of("user_id", guest.id().wire()));
        done(invited);
        if (invited.statusCode() == 201) {
            done(Rest.post(guest, "/v1/me/invites/" + invited.path("data.id") + "/decline"));
        }
    }

    private void send(User user, String room) {
        Response answer = Rest.send(user, room, "Something");
        done(answer);
        if (answer.statusCode() == 201) {
            sent.add(answer.path("data.id"));
        }
    }

    /** Reading goes on all the time. */
    private void read(User user, String room) {
        Response answer = Rest.get(user, "/v1/rooms/" + room + "/messages");
        if (answer.statusCode() != 200 && !isTooSlow(answer)) {
            surprises.add("read: " + answer.statusCode() + " " + answer.asString());
        }
    }

    private void done(Response answer) {
        if (answer.statusCode() == 503
                && "SW_TENANT_MOVING".equals(answer.path("code"))
                && answer.header("Retry-After") != null) {
            heldBack.add(answer.time());
        } else if (isTooSlow(answer)) {
            unsure.incrementAndGet();
        } else if (answer.statusCode() >= 500) {
            surprises.add(answer.statusCode() + " " + answer.asString());
        }
    }

    /** The machine is: whether a change was made, the answer does not say. */
    private static boolean isTooSlow(Response answer) {
        return answer.statusCode() == 503 && "SW_DEPENDENCY_DOWN".equals(answer.path("code"));
    }

    int unsure() {
        return unsure.get();
    }

    int sentSoFar() {
        return sent.size();
    }

    /** What was accepted, once everybody has come to rest. */
    List<String> stop() throws Exception {
        stopped = true;
        for (Future<?> each : running) {
            each.get(60, TimeUnit.SECONDS);
        }
        assertThat(surprises).isEmpty();
        return List.copyOf(sent);
    }

    List<String> rooms() {
        return rooms;
    }

    @Override
    public void close() {
        stopped = true;
        threads.shutdownNow();
    }
}
