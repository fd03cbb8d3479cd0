package io.scaiwave.tenancy.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.context.Permission;
import io.scaiwave.tenancy.context.PlatformContext;
import io.scaiwave.tenancy.context.Principal;
import io.scaiwave.tenancy.context.Role;
import io.scaiwave.tenancy.id.UserId;
import io.scaiwave.tenancy.problem.RefusedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/** Whoever holds a service's key may sign whatever they like with it: they are that service, and nobody more. */
class StolenServiceKeyTest {

    private static final List<String> SERVICES = List.of("identity-gateway", "room-service", "tenant-service");
    private static final ServiceKeys KEYS =
            ServiceKeys.named(SERVICES.stream().map(StolenServiceKeyTest::kid).toArray(String[]::new));
    private static final PlatformContext PLATFORM = new PlatformContext("request");

    private final InternalTokens victim = tokensOf("tenant-service");

    /** What a thief changes in a token that the service could have signed. */
    private record Forgery(
            String kind, String subject, String name, String issuer, List<String> roles, List<String> permissions) {}

    @Provide
    Arbitrary<String> stolen() {
        return Arbitraries.of("room-service", "tenant-service");
    }

    @Provide
    Arbitrary<Forgery> forgeries() {
        List<String> names = new ArrayList<>(SERVICES);
        names.add(UserId.random().wire());
        names.add("root");
        return Combinators.combine(
                        Arbitraries.of("service", "user", "key", "SERVICE", "admin"),
                        Arbitraries.of(names),
                        Arbitraries.of(names),
                        Arbitraries.of(SERVICES),
                        Arbitraries.of("super_admin", "tenant_admin", "nobody")
                                .list()
                                .ofMaxSize(2),
                        Arbitraries.of("tenants:manage", "partners:manage", "rooms:use", "unheard:of")
                                .list()
                                .ofMaxSize(3))
                .as(Forgery::new);
    }

    @Property(tries = 1_000)
    void whateverAServicesKeySignsIsThatServiceWithoutRolesAndPermissionsOrNothing(
            @ForAll("stolen") String service, @ForAll("forgeries") Forgery forgery) {
        Optional<Caller> believed = believed(forge(service, forgery));

        believed.ifPresent(caller -> {
            assertThat(caller.principal()).isEqualTo(Principal.service(service));
            assertThat(forgery.issuer()).isEqualTo(service);
            assertThat(Arrays.stream(Permission.values())).noneMatch(caller::may);
        });
    }

    @Property(tries = 200)
    void theGatewaysKeySpeaksForNoOtherServiceEither(@ForAll("forgeries") Forgery forgery) {
        Optional<Caller> believed = believed(forge("identity-gateway", forgery));

        believed.filter(Caller::isService)
                .ifPresent(caller -> assertThat(caller.principal()).isEqualTo(Principal.service("identity-gateway")));
    }

    @Example
    void aServiceThatSignsPermissionsIntoItsOwnTokenIsRefused() {
        for (Role role : Role.values()) {
            List<String> permissions =
                    role.permissions().stream().map(Permission::wire).toList();
            assertThat(believed(forge("room-service", asItself(List.of(), permissions))))
                    .isEmpty();
            assertThat(believed(forge("room-service", asItself(List.of(role.wire()), List.of()))))
                    .isEmpty();
        }
        assertThat(believed(forge("room-service", asItself(List.of(), List.of()))))
                .isPresent();
    }

    @Example
    void noCodeCanMakeAServiceWithPermissions() {
        assertThatThrownBy(() -> new Principal(
                        "room-service",
                        Principal.Kind.SERVICE,
                        "room-service",
                        Set.of(),
                        Set.of(Permission.TENANTS_READ),
                        null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Forgery asItself(List<String> roles, List<String> permissions) {
        return new Forgery("service", "room-service", "room-service", "room-service", roles, permissions);
    }

    private Optional<Caller> believed(String token) {
        try {
            return Optional.of(victim.verify(token));
        } catch (RefusedException refused) {
            return Optional.empty();
        }
    }

    private static String forge(String service, Forgery forgery) {
        Caller honest = new Caller(PLATFORM, PLATFORM, Principal.service(service), "request-1", null, null);
        JwtClaims claims = CallerClaims.write(honest);
        claims.setSubject(forgery.subject());
        claims.setStringClaim("kind", forgery.kind());
        claims.setStringClaim("name", forgery.name());
        claims.setStringListClaim("roles", forgery.roles());
        claims.setStringListClaim("permissions", forgery.permissions());
        claims.setIssuer(forgery.issuer());
        claims.setAudience(InternalTokens.AUDIENCE);
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(0.5f);
        JsonWebSignature jws = new JsonWebSignature();
        jws.setAlgorithmHeaderValue("EdDSA");
        jws.setKeyIdHeaderValue(service + "-k1");
        jws.setKey(KEYS.key(kid(service)).getPrivateKey());
        jws.setPayload(claims.toJson());
        try {
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static InternalTokens tokensOf(String service) {
        return new InternalTokens(KEYS.heldBy(kid(service)));
    }

    private static String kid(String service) {
        return service + "-k1";
    }
}
