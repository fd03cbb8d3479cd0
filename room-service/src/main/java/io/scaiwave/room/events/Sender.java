package io.scaiwave.room.events;

import io.scaiwave.room.events.Sending.Message;
import io.scaiwave.room.events.Sending.Sent;
import io.scaiwave.tenancy.context.TenantContext;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.mutiny.sqlclient.Row;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Somebody who waits for the answer to a message, unless it has left meanwhile. */
final class Sender {

    private final TenantContext tenant;
    private final Message message;
    private final UniEmitter<? super Sent> answer;
    private volatile boolean left;

    Sender(TenantContext tenant, Message message, UniEmitter<? super Sent> answer) {
        this.tenant = tenant;
        this.message = message;
        this.answer = answer;
        answer.onTermination(() -> left = true);
    }

    TenantContext tenant() {
        return tenant;
    }

    Message message() {
        return message;
    }

    boolean hasLeft() {
        return left;
    }

    /** The event if there is one, even if nobody waits for it any more. */
    Optional<Sent> hear(Row row) {
        try {
            Sent sent = SendStatement.outcome(row, message);
            answer.complete(sent);
            return Optional.of(sent);
        } catch (RuntimeException refused) {
            answer.fail(refused);
            return Optional.empty();
        }
    }

    void fail(Throwable failure) {
        answer.fail(failure);
    }

    /** What tells a message with an {@code event_uuid} from all others. */
    @Nullable
    Object identity() {
        return message.eventUuid() == null ? null : new Identity(message);
    }

    private record Identity(Object room, Object sender, Object uuid) {
        Identity(Message message) {
            this(
                    message.draft().room(),
                    message.draft().sender(),
                    java.util.Objects.requireNonNull(message.eventUuid()));
        }
    }
}
