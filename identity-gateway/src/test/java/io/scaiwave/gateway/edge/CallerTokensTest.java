package io.scaiwave.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.context.Isolation;
import io.scaiwave.tenancy.context.Permission;
import io.scaiwave.tenancy.context.PlatformContext;
import io.scaiwave.tenancy.context.Principal;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.token.Callers;
import io.scaiwave.tenancy.token.InternalTokens;
import io.scaiwave.tenancy.token.ServiceKeys;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Requests share an internal token only when everything it says is true of both. */
class CallerTokensTest {

    private static final InternalTokens TOKENS =
            new InternalTokens(ServiceKeys.named("identity-gateway-a1").heldBy("identity-gateway-a1"));

    private final CallerTokens tokens = new CallerTokens(TOKENS);

    @Provide
    Arbitrary<Caller> callers() {
        return Callers.any();
    }

    @Property(tries = 60)
    void callersThatDifferInAnythingNeverShareAToken(@ForAll("callers") Caller caller) {
        String own = tokens.of(caller);

        for (Caller other : different(caller)) {
            String theirs = tokens.of(other);

            assertThat(theirs).as("%s and %s", caller, other).isNotEqualTo(own);
            assertThat(TOKENS.verify(theirs)).isEqualTo(other);
        }
        assertThat(TOKENS.verify(own)).isEqualTo(caller);
    }

    @Property(tries = 60)
    void requestsOfOneCallerShareIt(@ForAll("callers") Caller caller) {
        assertThat(tokens.of(caller.inRequest("another"))).isEqualTo(tokens.of(caller));
    }

    /** The caller with one thing changed, for each thing that records of it have; what is added joins by itself. */
    private static List<Caller> different(Caller caller) {
        List<Caller> all = new ArrayList<>();
        for (Principal principal : variants(caller.principal(), Set.of())) {
            all.add(new Caller(
                    caller.scope(),
                    caller.home(),
                    principal,
                    caller.requestId(),
                    caller.clientIp(),
                    caller.userAgent()));
        }
        if (caller.scope() instanceof TenantContext tenant) {
            for (TenantContext other : variants(tenant, Set.of())) {
                all.add(new Caller(
                        other,
                        caller.home().equals(tenant) ? other : caller.home(),
                        caller.principal(),
                        caller.requestId(),
                        caller.clientIp(),
                        caller.userAgent()));
            }
            if (!(caller.home() instanceof PlatformContext)) {
                all.add(new Caller(
                        tenant,
                        new PlatformContext("request"),
                        caller.principal(),
                        caller.requestId(),
                        caller.clientIp(),
                        caller.userAgent()));
            }
        }
        all.addAll(variants(caller, Set.of("scope", "home", "principal", "requestId")));
        return all;
    }

    private static <R extends Record> List<R> variants(R original, Set<String> except) {
        List<R> variants = new ArrayList<>();
        RecordComponent[] components = original.getClass().getRecordComponents();
        for (int i = 0; i < components.length; i++) {
            if (!except.contains(components[i].getName())) {
                variants.add(with(original, components, i));
            }
        }
        return variants;
    }

    @SuppressWarnings("unchecked")
    private static <R extends Record> R with(R original, RecordComponent[] components, int changed) {
        try {
            Object[] values = new Object[components.length];
            for (int i = 0; i < values.length; i++) {
                components[i].getAccessor().setAccessible(true);
                Object value = components[i].getAccessor().invoke(original);
                values[i] = i == changed ? other(components[i], value) : value;
            }
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            return (R) original.getClass().getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object other(RecordComponent component, Object value) {
        Class<?> type = component.getType();
        if (type == String.class) {
            return value == null ? "x" : value + "x";
        }
        if (type == long.class) {
            long number = (Long) value;
            return number == 0 ? 1L : number - 1;
        }
        if (type == TenantId.class) {
            return TenantId.random();
        }
        if (type == PartnerId.class) {
            return PartnerId.random();
        }
        if (type == Isolation.class) {
            return value == Isolation.SHARED ? Isolation.SCHEMA : Isolation.SHARED;
        }
        if (type == Principal.Kind.class) {
            return value == Principal.Kind.USER ? Principal.Kind.KEY : Principal.Kind.USER;
        }
        if (type == Set.class) {
            return otherSet((ParameterizedType) component.getGenericType(), (Set<?>) value);
        }
        throw new AssertionError("Say here what another " + type + " is, for " + component);
    }

    private static Set<Object> otherSet(ParameterizedType type, Set<?> value) {
        Set<Object> other = new HashSet<>(value);
        Object member =
                type.getActualTypeArguments()[0] == Permission.class ? Permission.AUDIT_READ : "a role of its own";
        if (!other.remove(member)) {
            other.add(member);
        }
        return other;
    }
}
