package io.scaiwave.tenancy.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.errorprone.annotations.CheckReturnValue;
import io.scaiwave.tenancy.db.TenantDb;
import io.scaiwave.tenancy.db.Tx;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.Problem;
import io.scaiwave.tenancy.problem.RefusedException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs a change once per key, however often it is asked for: same key and body give the first answer again, same key
 * and another body are refused, and while the first is running the rest are told so. Answers of 5xx are not kept.
 */
@ApplicationScoped
@CheckReturnValue
public class Idempotency {

    public static final String REPLAYED = "Idempotent-Replayed";

    /** Refusals that a repeat may well not meet again. */
    private static final Set<ErrorCode> NOT_KEPT = EnumSet.of(
            ErrorCode.SW_IDEMPOTENCY_IN_PROGRESS, ErrorCode.SW_IDEMPOTENCY_CONFLICT, ErrorCode.SW_RATE_LIMIT_EXCEEDED);

    private final TenantDb db;
    private final StoredAnswers answers;
    private final ObjectMapper json;
    private final Clock clock;

    public Idempotency(TenantDb db, StoredAnswers answers, ObjectMapper json, Clock clock) {
        this.clock = clock;
        this.db = db;
        this.answers = answers;
        this.json = json;
    }

    /** Runs the work in one transaction of the caller's scope, together with the record of its answer. */
    public Uni<Response> run(IdempotentCall call, Function<Tx, Uni<Answer>> work) {
        if (call.key() == null) {
            return db.inTransaction(call.caller().scope(), work).map(answer -> response(answer, write(answer.body())));
        }
        byte[] hash = hash(call.body());
        return db.inTransaction(call.caller().scope(), tx -> once(tx, call, hash, work))
                .onFailure(RefusedException.class)
                .recoverWithUni(refused -> keepRefusal(call, hash, (RefusedException) refused));
    }

    private Uni<Response> once(Tx tx, IdempotentCall call, byte[] hash, Function<Tx, Uni<Answer>> work) {
        return answers.lock(tx, call)
                .invoke(mine -> {
                    if (!mine) {
                        throw ErrorCode.SW_IDEMPOTENCY_IN_PROGRESS
                                .because("The first request with this Idempotency-Key has not ended yet.")
                                .retryAfter(Duration.ofSeconds(1));
                    }
                })
                .chain(() -> answers.find(tx, call))
                .flatMap(found -> found.isPresent()
                        ? Uni.createFrom().item(() -> replay(found.get(), hash))
                        : work.apply(tx).flatMap(answer -> keep(tx, call, hash, answer)));
    }

    private Uni<Response> keep(Tx tx, IdempotentCall call, byte[] hash, Answer answer) {
        byte[] body = write(answer.body());
        JsonObject headers = new JsonObject();
        answer.headers().forEach(headers::put);
        return answers.save(tx, call, hash, answer.status(), headers, body, answer.secret())
                .replaceWith(() -> response(answer, body));
    }

    /** A refusal is an answer too: it is stored after its own transaction was rolled back, and thrown on. */
    private Uni<Response> keepRefusal(IdempotentCall call, byte[] hash, RefusedException refused) {
        Uni<Response> thrown = Uni.createFrom().failure(refused);
        if (refused.code().status() >= 500 || NOT_KEPT.contains(refused.code())) {
            return thrown;
        }
        Problem problem = Problem.of(refused, call.caller().requestId());
        JsonObject headers = new JsonObject().put("Content-Type", Problem.MEDIA_TYPE);
        return db.inTransaction(call.caller().scope(), tx -> isUnanswered(tx, call)
                        .flatMap(unanswered -> unanswered
                                ? answers.save(tx, call, hash, problem.status(), headers, write(problem), false)
                                : Uni.createFrom().voidItem()))
                .onItemOrFailure()
                .transformToUni((saved, failure) -> thrown);
    }

    /** A repeat may have got its answer between the rollback and now: that one stays the first. */
    private Uni<Boolean> isUnanswered(Tx tx, IdempotentCall call) {
        return answers.lock(tx, call)
                .flatMap(mine -> mine
                        ? answers.find(tx, call).map(Optional::isEmpty)
                        : Uni.createFrom().item(false));
    }

    private Response replay(StoredAnswers.Stored stored, byte[] hash) {
        if (!MessageDigest.isEqual(stored.requestHash(), hash)) {
            throw ErrorCode.SW_IDEMPOTENCY_CONFLICT
                    .because("This Idempotency-Key was used with another request body.")
                    .field(IdempotentCall.HEADER, "was used with another body");
        }
        byte[] body = stored.secret() && isOld(stored.createdAt()) ? mask(stored.body()) : stored.body();
        Response.ResponseBuilder response = Response.status(stored.status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(body);
        stored.headers()
                .forEach(header -> response.header(header.getKey(), null).header(header.getKey(), header.getValue()));
        return response.header(REPLAYED, "true").build();
    }

    private boolean isOld(OffsetDateTime createdAt) {
        return createdAt.plus(StoredAnswers.SECRET_SHOWN).toInstant().isBefore(clock.instant());
    }

    /** A late repeat learns that the secret exists, not what it is. */
    private static byte[] mask(byte[] body) {
        JsonObject answer = new JsonObject(io.vertx.core.buffer.Buffer.buffer(body));
        JsonObject data = answer.getJsonObject("data", new JsonObject());
        SecretMembers.NAMES.stream().filter(data::containsKey).forEach(name -> data.put(name, "***"));
        return answer.toBuffer().getBytes();
    }

    private static Response response(Answer answer, byte[] body) {
        Response.ResponseBuilder response = Response.status(answer.status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(body);
        answer.headers().forEach(response::header);
        return response.build();
    }

    private byte[] write(Object body) {
        try {
            return json.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An answer could not be written as JSON", e);
        }
    }

    private byte[] hash(@Nullable Object body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body == null ? new byte[0] : write(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is not available", e);
        }
    }
}
