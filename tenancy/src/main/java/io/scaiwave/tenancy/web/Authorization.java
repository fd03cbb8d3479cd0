package io.scaiwave.tenancy.web;

import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.context.ForEveryone;
import io.scaiwave.tenancy.context.ForServices;
import io.scaiwave.tenancy.context.Open;
import io.scaiwave.tenancy.context.Permission;
import io.scaiwave.tenancy.context.Permitted;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.RefusedException;
import io.scaiwave.tenancy.token.InternalTokens;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.SecurityContext;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.security.Principal;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Decides each call by the endpoint's own annotation, never by its path: no annotation, no answer. The caller comes from
 * the internal token and from nothing else in the request.
 */
public class Authorization {

    /** Tells the gateway which permission was missing, so that it can audit the denial; never leaves the platform. */
    public static final String DENIED_HEADER = "X-Internal-Denied";

    /** Tells the gateway which one tenant was read, where its id is not in the path; never leaves the platform. */
    public static final String TENANT_HEADER = "X-Internal-Tenant";

    private final InternalTokens tokens;

    public Authorization(InternalTokens tokens) {
        this.tokens = tokens;
    }

    @ServerRequestFilter(priority = Priorities.AUTHENTICATION)
    public void authorize(ContainerRequestContext request, jakarta.ws.rs.container.ResourceInfo endpoint) {
        request.setProperty(RequestIds.HEADER, RequestIds.acceptOrMake(request.getHeaderString(RequestIds.HEADER)));
        if (find(endpoint, Open.class) != null) {
            return;
        }
        String token = request.getHeaderString(InternalTokens.HEADER);
        if (token == null) {
            throw ErrorCode.SW_AUTH_MISSING_TOKEN.because("This address needs a token.");
        }
        Caller verified = tokens.verify(token);
        // One token serves a caller for some seconds; which request it is, the gateway says beside it.
        Caller caller = RequestIds.accepted(request.getHeaderString(RequestIds.HEADER))
                .map(verified::inRequest)
                .orElse(verified);
        request.setProperty(RequestIds.HEADER, caller.requestId());
        allow(endpoint, caller);
        request.setSecurityContext(new CallerSecurity(caller));
    }

    private static void allow(jakarta.ws.rs.container.ResourceInfo endpoint, Caller caller) {
        ForServices services = find(endpoint, ForServices.class);
        boolean isNamed = services != null
                && Arrays.asList(services.value()).contains(caller.principal().id());
        if (caller.isService() != (services != null) || caller.isService() && !isNamed) {
            throw nothingHere();
        }
        if (services != null || find(endpoint, ForEveryone.class) != null) {
            return;
        }
        Permitted permitted = find(endpoint, Permitted.class);
        if (permitted == null) {
            throw nothingHere();
        }
        if (Arrays.stream(permitted.value()).noneMatch(caller::may)) {
            String needed =
                    Arrays.stream(permitted.value()).map(Permission::wire).collect(Collectors.joining(" or "));
            throw RefusedException.lacking(needed);
        }
    }

    private static RuntimeException nothingHere() {
        return ErrorCode.SW_NOT_FOUND.because("There is nothing at this address.");
    }

    private static <A extends Annotation> @Nullable A find(
            jakarta.ws.rs.container.ResourceInfo endpoint, Class<A> type) {
        Method method = endpoint.getResourceMethod();
        A onMethod = method.getAnnotation(type);
        return onMethod != null || saysWhoMayCall(method)
                ? onMethod
                : endpoint.getResourceClass().getAnnotation(type);
    }

    /** A method's own word replaces its class's. */
    private static boolean saysWhoMayCall(Method method) {
        return method.isAnnotationPresent(Permitted.class)
                || method.isAnnotationPresent(ForServices.class)
                || method.isAnnotationPresent(ForEveryone.class)
                || method.isAnnotationPresent(Open.class);
    }

    private record CallerSecurity(Caller caller) implements SecurityContext {

        @Override
        public Principal getUserPrincipal() {
            return caller;
        }

        @Override
        public boolean isUserInRole(String role) {
            return caller.principal().roles().contains(role);
        }

        @Override
        public boolean isSecure() {
            return true;
        }

        @Override
        public String getAuthenticationScheme() {
            return "internal";
        }
    }
}
