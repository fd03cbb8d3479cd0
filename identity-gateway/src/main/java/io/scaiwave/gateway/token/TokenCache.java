package io.scaiwave.gateway.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Tokens whose signature was proven before. The key is the SHA-256 of the token's text, which has one spelling only
 * because every other is refused before it gets here. An entry is asked at each use whether it is still good.
 */
public final class TokenCache {

    private static final Duration MAX_AGE = Duration.ofMinutes(10);

    private final TokenVerifier verifier;
    private final InstantSource clock;
    private final Cache<Digest, VerifiedToken> verified;

    public TokenCache(TokenVerifier verifier, InstantSource clock, int capacity) {
        this.verifier = verifier;
        this.clock = clock;
        this.verified = Caffeine.newBuilder()
                .maximumSize(capacity)
                .expireAfterWrite(MAX_AGE)
                .build();
    }

    public Future<VerifiedToken> verify(String text) {
        if (text.length() > CompactToken.MAX_LENGTH) {
            return Future.failedFuture(TokenRefused.because(TokenRefused.Reason.FORM));
        }
        Digest digest = Digest.of(text);
        VerifiedToken known = verified.getIfPresent(digest);
        if (known != null) {
            if (known.isStillGood(clock.instant())) {
                return Future.succeededFuture(known);
            }
            verified.invalidate(digest);
        }
        return verifier.verify(text).onSuccess(token -> verified.put(digest, token));
    }

    /** Whether a token was found good before and still is; asks nobody. */
    public boolean knows(String text) {
        VerifiedToken known = verified.getIfPresent(Digest.of(text));
        return known != null && known.isStillGood(clock.instant());
    }

    private record Digest(long a, long b, long c, long d) {

        static Digest of(String text) {
            try {
                ByteBuffer hash = ByteBuffer.wrap(
                        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.ISO_8859_1)));
                return new Digest(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("This Java has no SHA-256", e);
            }
        }
    }
}
