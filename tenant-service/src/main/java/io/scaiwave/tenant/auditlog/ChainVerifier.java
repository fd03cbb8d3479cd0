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
import org.jspecify.annotations.Nullable;

/** Hashes a whole log again and compares. */
@ApplicationScoped
public class ChainVerifier {

    private static final int PAGE = 1_000;

    private final AuditLog log;

    public ChainVerifier(AuditLog log) {
        this.log = log;
    }

    /**
     * What a check has found.
     *
     * @param entries how many hold, from the first on
     * @param brokenAt position of the first entry that does not
     */
    public record Finding(
            boolean valid,
            long entries,
            String headHash,
            @Nullable Long brokenAt,
            @Nullable String reason) {}

    Uni<Finding> verify(Scope scope) {
        return log.head(scope)
                .flatMap(head -> from(
                        scope,
                        new Progress(0, AuditChain.BEGINNING.getBytes()),
                        head.orElse(new AuditLog.Head(0, AuditChain.BEGINNING.getBytes()))));
    }

    private record Progress(long position, byte[] hash) {}

    private Uni<Finding> from(Scope scope, Progress progress, AuditLog.Head head) {
        return log.chain(scope, progress.position(), head.position(), PAGE).flatMap(page -> {
            Progress at = progress;
            for (LoggedEntry entry : page) {
                String wrong = wrong(at, entry);
                if (wrong != null) {
                    return Uni.createFrom().item(broken(at, wrong));
                }
                at = new Progress(entry.position(), entry.hash());
            }
            return page.size() < PAGE ? Uni.createFrom().item(end(at, head)) : from(scope, at, head);
        });
    }

    private static Finding end(Progress at, AuditLog.Head head) {
        if (at.position() != head.position()) {
            return broken(at, "entries are missing");
        }
        return MessageDigest.isEqual(at.hash(), head.hash())
                ? new Finding(true, at.position(), hex(at.hash()), null, null)
                : broken(at, "the head does not fit the last entry");
    }

    private static Finding broken(Progress at, String reason) {
        return new Finding(false, at.position(), hex(at.hash()), at.position() + 1, reason);
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
