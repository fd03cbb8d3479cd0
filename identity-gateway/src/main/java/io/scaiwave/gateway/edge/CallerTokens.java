package io.scaiwave.gateway.edge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.context.Principal;
import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.token.InternalTokens;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Internal tokens, made once for a caller and used for some seconds: signing costs more than all else that is done for
 * a request. Whatever a token says is part of its key, so a new epoch, role or address makes a new one at once.
 */
@Singleton
class CallerTokens {

    private static final Duration USED_FOR = Duration.ofSeconds(10);
    private static final int CAPACITY = 20_000;

    private final InternalTokens tokens;
    private final Cache<Key, String> minted = Caffeine.newBuilder()
            .maximumSize(CAPACITY)
            .expireAfterWrite(USED_FOR)
            .build();

    CallerTokens(InternalTokens tokens) {
        this.tokens = tokens;
    }

    private record Key(
            Scope scope,
            Scope home,
            Principal principal,
            @Nullable String ip,
            @Nullable String agent) {}

    String of(Caller caller) {
        Key key = new Key(caller.scope(), caller.home(), caller.principal(), caller.clientIp(), caller.userAgent());
        String known = minted.getIfPresent(key);
        if (known != null) {
            return known;
        }
        String made = tokens.mint(caller);
        minted.put(key, made);
        return made;
    }
}
