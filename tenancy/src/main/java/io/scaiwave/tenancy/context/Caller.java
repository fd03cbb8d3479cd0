package io.scaiwave.tenancy.context;

import io.scaiwave.tenancy.problem.ErrorCode;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One verified request: who asks, in which scope. Read from the request's own security context and handed on as a
 * parameter.
 *
 * @param home the scope the principal belongs to; differs from {@code scope} when a partner or super admin selected a
 *     tenant
 */
public record Caller(
        Scope scope,
        Scope home,
        Principal principal,
        String requestId,
        @Nullable String clientIp,
        @Nullable String userAgent)
        implements java.security.Principal {

    public static Caller of(SecurityContext security) {
        if (security.getUserPrincipal() instanceof Caller caller) {
            return caller;
        }
        throw ErrorCode.SW_AUTH_MISSING_TOKEN.because("This address needs a token.");
    }

    /** The same caller in another request of its own. */
    public Caller inRequest(String id) {
        return id.equals(requestId) ? this : new Caller(scope, home, principal, id, clientIp, userAgent);
    }

    @Override
    public String getName() {
        return principal.id();
    }

    /** The tenant acted in; a caller without one must select it first. */
    public TenantContext tenant() {
        if (scope instanceof TenantContext tenant) {
            return tenant;
        }
        throw ErrorCode.SW_VALIDATION
                .because("Select a tenant: by its subdomain, the X-Tenant-ID header or the path /t/{slug}/….")
                .field("X-Tenant-ID", "is needed, because this token belongs to no single tenant");
    }

    /** The partner acted in, if the scope has one. */
    public Optional<PartnerContext> partner() {
        return switch (scope) {
            case TenantContext tenant -> Optional.of(new PartnerContext(tenant.partnerId()));
            case PartnerContext partner -> Optional.of(partner);
            case PlatformContext ignored -> Optional.empty();
        };
    }

    public boolean may(Permission permission) {
        return principal.may(permission);
    }

    public boolean isService() {
        return principal.kind() == Principal.Kind.SERVICE;
    }
}
