package io.scaiwave.tenant.auditlog;

import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.id.AuditId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Hashes a whole log again and compares, with itself and with the seals it was given. */
@ApplicationScoped
public class ChainVerifier {

    private static final int PAGE = 1_000;
    private static final AuditLog.Head NOTHING = new AuditLog.Head(0, AuditChain.BEGINNING.getBytes());

    private final AuditLog log;
    private final AuditSeals seals;
    private final SealsElsewhere elsewhere;

    ChainVerifier(AuditLog log, AuditSeals seals, SealsElsewhere elsewhere) {
        this.log = log;
        this.seals = seals;
        this.elsewhere = elsewhere;
    }

    /**
     * What a check has found.
     *
     * @param entries how many hold, from the first on
     * @param brokenAt position of the first entry that does not
     * @param sealedUntil the last position with a seal; entries behind it are guarded by the chain alone
     * @param comparedElsewhere whether the seal kept outside the database could be compared too
     */
    public record Finding(
            boolean valid,
            long entries,
            String headHash,
            @Nullable Long brokenAt,
            @Nullable String reason,
            long sealedUntil,
            boolean comparedElsewhere) {}

    /** Seals are read before the head: what they speak of was there by then. */
    Uni<Finding> verify(Scope scope) {
        return elsewhere.last(AuditLogOwner.of(scope)).flatMap(outside -> seals.last(scope)
                .flatMap(inside -> log.head(scope)
                        .flatMap(head -> from(
                                new Check(scope, head.orElse(NOTHING), outside, inside),
                                new Progress(0, NOTHING.hash())))));
    }

    /** What is compared with. */
    private record Check(Scope scope, AuditLog.Head head, SealsElsewhere.Found outside, Optional<AuditSeal> inside) {

        long sealedUntil() {
            return Stream.of(outside.seal(), inside)
                    .flatMap(Optional::stream)
                    .mapToLong(AuditSeal::position)
                    .max()
                    .orElse(0);
        }
    }

    private record Progress(long position, byte[] hash) {}

    private Uni<Finding> from(Check check, Progress progress) {
        return log.chain(check.scope(), progress.position(), check.head().position(), PAGE)
                .flatMap(page -> page.isEmpty()
                        ? Uni.createFrom().item(end(check, progress))
                        : sealsOf(check, progress, page).flatMap(found -> over(check, progress, page, found)));
    }

    private Uni<List<AuditSeal>> sealsOf(Check check, Progress progress, List<LoggedEntry> page) {
        return seals.between(check.scope(), progress.position(), page.getLast().position())
                .invoke(found -> check.outside().seal().ifPresent(found::add));
    }

    private Uni<Finding> over(Check check, Progress progress, List<LoggedEntry> page, List<AuditSeal> found) {
        Map<Long, List<AuditSeal>> byPosition = found.stream().collect(Collectors.groupingBy(AuditSeal::position));
        Progress at = progress;
        for (LoggedEntry entry : page) {
            String wrong = wrong(at, entry);
            for (AuditSeal seal : byPosition.getOrDefault(entry.position(), List.of())) {
                wrong = wrong == null ? wrong(check, entry, seal) : wrong;
            }
            if (wrong != null) {
                return Uni.createFrom().item(broken(check, at, wrong));
            }
            at = new Progress(entry.position(), entry.hash());
        }
        return page.size() < PAGE ? Uni.createFrom().item(end(check, at)) : from(check, at);
    }

    private @Nullable String wrong(Check check, LoggedEntry entry, AuditSeal seal) {
        if (!seals.isGenuine(seal, check.scope())) {
            return "a seal is not genuine";
        }
        return MessageDigest.isEqual(seal.hash(), entry.hash()) ? null : "the entry does not fit its seal";
    }

    private static Finding end(Check check, Progress at) {
        if (at.position() != check.head().position()) {
            return broken(check, at, "entries are missing");
        }
        if (check.sealedUntil() > at.position()) {
            return broken(check, at, "entries are missing that were sealed");
        }
        return MessageDigest.isEqual(at.hash(), check.head().hash())
                ? finding(check, at, null, null)
                : broken(check, at, "the head does not fit the last entry");
    }

    private static Finding broken(Check check, Progress at, String reason) {
        return finding(check, at, at.position() + 1, reason);
    }

    private static Finding finding(Check check, Progress at, @Nullable Long brokenAt, @Nullable String reason) {
        return new Finding(
                brokenAt == null,
                at.position(),
                hex(at.hash()),
                brokenAt,
                reason,
                check.sealedUntil(),
                check.outside().asked());
    }

    private static @Nullable String wrong(Progress before, LoggedEntry entry) {
        if (entry.position() != before.position() + 1) {
            return "entries are missing";
        }
        if (!MessageDigest.isEqual(hash(before.hash(), entry.canonical()), entry.hash())) {
            return "the entry does not fit its hash";
        }
        JsonObject read = new JsonObject(entry.canonical());
        boolean fits = AuditId.of(entry.auditId()).wire().equals(read.getString("id"))
                && entry.occurredAt()
                        .isEqual(OffsetDateTime.parse(read.getString("time")).truncatedTo(ChronoUnit.MICROS));
        return fits ? null : "the entry does not fit its columns";
    }

    private static byte[] hash(byte[] before, String canonical) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(before);
            return digest.digest(canonical.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }
}
