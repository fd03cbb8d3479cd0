package io.scaiwave.gateway.edge;

import io.scaiwave.gateway.admission.Admitted;
import io.scaiwave.gateway.user.Users;
import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.context.Principal;
import io.scaiwave.tenancy.id.UserId;
import io.scaiwave.tenancy.token.InternalTokens;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says inside who is asking: the principal by our own id, in the scope it was admitted to, for this one request. */
@Singleton
class InternalCallers {

    private static final int MAX_USER_AGENT = 256;
    private static final Pattern UNPRINTABLE = Pattern.compile("[^\\x20-\\x7e]");

    private final InternalTokens tokens;
    private final Users users;

    InternalCallers(InternalTokens tokens, Users users) {
        this.tokens = tokens;
        this.users = users;
    }

    Future<UserId> idOf(Admitted admitted) {
        return users.idOf(admitted.home(), admitted.token());
    }

    String tokenFor(Admitted admitted, UserId id, Exchange exchange) {
        return tokens.mint(caller(admitted, id, exchange));
    }

    static Caller caller(Admitted admitted, UserId id, Exchange exchange) {
        Principal principal = new Principal(
                id.wire(),
                Principal.Kind.USER,
                admitted.token().subject(),
                admitted.roleNames(),
                admitted.permissions(),
                null);
        return new Caller(
                admitted.scope(),
                admitted.home(),
                principal,
                exchange.requestId(),
                exchange.clientIp(),
                userAgent(exchange.request().getHeader("User-Agent")));
    }

    private static @Nullable String userAgent(@Nullable String offered) {
        if (offered == null) {
            return null;
        }
        String printable = UNPRINTABLE.matcher(offered).replaceAll("?");
        return printable.length() <= MAX_USER_AGENT ? printable : printable.substring(0, MAX_USER_AGENT);
    }
}
