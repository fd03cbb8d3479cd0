package io.scaiwave.room.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.scaiwave.room.access.Participant;
import io.scaiwave.room.access.ParticipantId;
import io.scaiwave.room.testing.Installation;
import io.scaiwave.room.testing.Rest;
import io.scaiwave.room.testing.Tenant;
import io.scaiwave.room.testing.Tenant.User;
import io.scaiwave.tenancy.id.EventId;
import io.scaiwave.tenancy.id.RoomId;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.RefusedException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages that are committed together are answered each by itself, as if each had been alone. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class SendingTogetherTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    Sending sending;

    @Inject
    Acts acts;

    private final User alice = Tenant.fresh().user();
    private RoomId room = RoomId.random();

    @BeforeEach
    void makeARoom() {
        room = RoomId.parse(Rest.room(alice, "group"));
    }

    @Test
    void eachOneHearsWhatBecameOfItsOwn() {
        Participant member = participant(alice);
        Participant stranger = participant(alice.tenant().user());
        List<CompletableFuture<Sending.Sent>> accepted = new ArrayList<>();
        List<CompletableFuture<Sending.Sent>> notMembers = new ArrayList<>();
        List<CompletableFuture<Sending.Sent>> noRoom = new ArrayList<>();
        List<CompletableFuture<Sending.Sent>> noTarget = new ArrayList<>();

        for (int i = 0; i < 40; i++) {
            accepted.add(send(member, room, text(i), null, null));
            notMembers.add(send(stranger, room, text(i), null, null));
            noRoom.add(send(member, RoomId.random(), text(i), null, null));
            noTarget.add(send(member, room, text(i), null, EventId.random()));
        }

        assertThat(accepted)
                .extracting(SendingTogetherTest::position)
                .isSorted()
                .doesNotHaveDuplicates();
        long first = position(accepted.getFirst());
        assertThat(position(accepted.getLast())).isEqualTo(first + 39);
        assertThat(notMembers).extracting(SendingTogetherTest::refusal).containsOnly(ErrorCode.SW_NOT_MEMBER);
        assertThat(noRoom).extracting(SendingTogetherTest::refusal).containsOnly(ErrorCode.SW_ROOM_NOT_FOUND);
        assertThat(noTarget).extracting(SendingTogetherTest::refusal).containsOnly(ErrorCode.SW_EVENT_NOT_FOUND);
    }

    @Test
    void aMessageThatTheDatabaseRefusesTakesNobodyWithIt() {
        Participant member = participant(alice);
        List<CompletableFuture<Sending.Sent>> good = new ArrayList<>();
        List<CompletableFuture<Sending.Sent>> bad = new ArrayList<>();

        for (int i = 0; i < 30; i++) {
            good.add(send(member, room, text(i), UUID.randomUUID(), null));
            bad.add(send(member, room, new Content("{no JSON"), null, null));
        }

        assertThat(good).allSatisfy(one -> assertThat(one).succeedsWithin(SOON));
        assertThat(good).extracting(SendingTogetherTest::position).doesNotHaveDuplicates();
        assertThat(bad).allSatisfy(one -> assertThat(one).failsWithin(SOON));
    }

    @Test
    void repeatsAmongThemFindTheFirst() {
        Participant member = participant(alice);
        List<UUID> uuids = List.of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
        List<CompletableFuture<Sending.Sent>> sent = new ArrayList<>();

        for (int i = 0; i < 60; i++) {
            sent.add(send(member, room, text(i), uuids.get(i % 3), null));
        }

        List<Sending.Sent> heard = sent.stream().map(SendingTogetherTest::join).toList();
        assertThat(heard).filteredOn(Sending.Sent::fresh).hasSize(3);
        for (int i = 3; i < heard.size(); i++) {
            assertThat(heard.get(i).event().id())
                    .isEqualTo(heard.get(i % 3).event().id());
        }
    }

    @Test
    void moreThanCanWaitAreToldToComeBack() {
        Participant member = participant(alice);
        List<CompletableFuture<Sending.Sent>> sent = new ArrayList<>();

        for (int i = 0; i < SendQueue.MOST_WAITING * 2; i++) {
            sent.add(send(member, room, text(i), null, null));
        }

        assertThat(sent).allSatisfy(one -> assertThat(one.handle((item, failure) -> item != null
                        || failure instanceof RefusedException refused
                                && refused.code() == ErrorCode.SW_DEPENDENCY_DOWN))
                .succeedsWithin(SOON)
                .isEqualTo(true));
        assertThat(join(send(member, room, text(0), null, null)).fresh()).isTrue();
    }

    private CompletableFuture<Sending.Sent> send(
            Participant sender, RoomId to, Content content, @Nullable UUID uuid, @Nullable EventId replyTo) {
        EventDraft draft = acts.by(sender, null).draft(to, EventType.MESSAGE, content);
        Uni<Sending.Sent> sent = sending.send(sender, new Sending.Message(draft, uuid, replyTo));
        return sent.subscribeAsCompletionStage();
    }

    private static Content text(int number) {
        return Content.of(Map.of("msgtype", "swp.text", "n", number));
    }

    private static Participant participant(User user) {
        return new Participant(user.tenant().context(), ParticipantId.of(user.id()), true, false);
    }

    private static Sending.Sent join(CompletableFuture<Sending.Sent> sent) {
        assertThat(sent).succeedsWithin(SOON);
        return sent.join();
    }

    private static long position(CompletableFuture<Sending.Sent> sent) {
        return join(sent).event().streamPosition();
    }

    private static @Nullable ErrorCode refusal(CompletableFuture<Sending.Sent> sent) {
        try {
            sent.orTimeout(SOON.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)
                    .join();
            return null;
        } catch (CompletionException e) {
            return e.getCause() instanceof RefusedException refused ? refused.code() : null;
        }
    }
}
