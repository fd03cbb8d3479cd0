package io.scaiwave.tenancy.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.context.PlatformContext;
import io.scaiwave.tenancy.context.Principal;
import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.RefusedException;
import io.scaiwave.tenancy.testing.MutableClock;
import io.scaiwave.tenancy.testing.Scopes;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The token that services believe: from whom, about whom, for how long, and in which form. */
class InternalTokensTest {

    private static final ServiceKeys KEYS =
            ServiceKeys.named("identity-gateway-a1", "room-service-b2", "tenant-service-c3");
    private static final Caller ALICE = Scopes.user(Scopes.tenant());

    private final MutableClock clock = MutableClock.at(Instant.parse("2026-06-01T12:00:00Z"));
    private final InternalTokens gateway = tokens("identity-gateway-a1");
    private final InternalTokens room = tokens("room-service-b2");

    private InternalTokens tokens(String kid) {
        return new InternalTokens(KEYS.heldBy(kid), clock);
    }

    private static void assertRefused(InternalTokens by, String token) {
        assertThatThrownBy(() -> by.verify(token))
                .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.code())
                        .isEqualTo(ErrorCode.SW_AUTH_INVALID_TOKEN));
    }

    @Test
    void aServiceSpeaksForItselfAlone() {
        Caller service = service("room-service");

        assertThat(gateway.verify(room.mint(service))).isEqualTo(service);
        assertRefused(gateway, room.mint(ALICE));
        assertRefused(gateway, room.mint(service("tenant-service")));
        assertRefused(room, gateway.mint(service("room-service")));
    }

    private static Caller service(String name) {
        PlatformContext platform = new PlatformContext("request");
        return new Caller(platform, platform, Principal.service(name), "req-1", null, null);
    }

    @Test
    void aKeyThatIsNotPublishedSpeaksForNobody() {
        InternalTokens stranger =
                new InternalTokens(ServiceKeys.named("identity-gateway-a1").heldBy("identity-gateway-a1"), clock);
        InternalTokens newcomer =
                new InternalTokens(ServiceKeys.named("identity-gateway-zz").heldBy("identity-gateway-zz"), clock);

        assertRefused(room, stranger.mint(ALICE));
        assertRefused(room, newcomer.mint(ALICE));
    }

    @Test
    void aTokenEndsAfterAMinuteAlsoWhereItWasProvenBefore() {
        String token = gateway.mint(ALICE);
        assertThat(room.verify(token)).isEqualTo(ALICE);

        clock.turn(Duration.ofSeconds(59));
        assertThat(room.verify(token)).isEqualTo(ALICE);
        clock.turn(Duration.ofSeconds(7));

        assertRefused(room, token);
        assertRefused(tokens("tenant-service-c3"), token);
    }

    /** A token as the gateway would sign it, but for one thing. */
    private String bent(Consumer<JwtClaims> claims, Consumer<JsonWebSignature> signature) {
        OctetKeyPairJsonWebKey key = KEYS.key("identity-gateway-a1");
        JwtClaims body = CallerClaims.write(ALICE);
        body.setIssuer("identity-gateway");
        body.setAudience("scaiwave-internal");
        NumericDate now = NumericDate.fromSeconds(clock.instant().getEpochSecond());
        body.setIssuedAt(now);
        body.setExpirationTime(NumericDate.fromSeconds(now.getValue() + 60));
        claims.accept(body);
        JsonWebSignature jws = new JsonWebSignature();
        jws.setAlgorithmHeaderValue("EdDSA");
        jws.setKeyIdHeaderValue(key.getKeyId());
        jws.setKey(key.getPrivateKey());
        jws.setPayload(body.toJson());
        signature.accept(jws);
        try {
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private String bent(Consumer<JwtClaims> claims) {
        return bent(claims, signature -> {});
    }

    @Test
    void withNothingBentItIsBelieved() {
        assertThat(room.verify(bent(claims -> {}))).isEqualTo(ALICE);
    }

    @Test
    void whatItMustSayItMustSay() {
        for (String name :
                new String[] {"sub", "aud", "exp", "iat", "iss", "scope", "home", "kind", "rid", "tenant_id"}) {
            assertRefused(room, bent(claims -> claims.unsetClaim(name)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"scaiwave", "scaiwave-internal ", "SCAIWAVE-INTERNAL", "other"})
    void anotherAudienceIsRefused(String audience) {
        assertRefused(room, bent(claims -> claims.setAudience(audience)));
    }

    @Test
    void anotherIssuerThanTheKeysOwnerIsRefused() {
        assertRefused(room, bent(claims -> claims.setIssuer("room-service")));
    }

    @Test
    void aTokenOfTheFutureOrOfTooLongALifeIsRefused() {
        long now = clock.instant().getEpochSecond();

        assertRefused(room, bent(claims -> claims.setExpirationTime(NumericDate.fromSeconds(now + 3_600))));
        assertRefused(room, bent(claims -> claims.setExpirationTime(NumericDate.fromSeconds(now - 6))));
        assertRefused(room, bent(claims -> claims.setNotBefore(NumericDate.fromSeconds(now + 60))));
    }

    @Test
    void anotherTypeInAClaimIsRefused() {
        assertRefused(room, bent(claims -> claims.setClaim("tenant_id", 7)));
        assertRefused(room, bent(claims -> claims.setClaim("permissions", "all")));
        assertRefused(room, bent(claims -> claims.setClaim("epoch", "1")));
        assertRefused(room, bent(claims -> claims.setClaim("scope", "everything")));
        assertRefused(room, bent(claims -> claims.setClaim("kind", "god")));
    }

    @Test
    void aPermissionThatIsNotKnownGivesNothing() {
        Caller caller = room.verify(bent(claims -> claims.setStringListClaim("permissions", "root:all", "rooms:use")));

        assertThat(caller.principal().permissions()).hasSize(1);
    }

    @Test
    void noSignatureAndAnotherAlgorithmAreRefused() {
        String good = gateway.mint(ALICE);
        String payload = good.split("\\.")[1];

        assertRefused(room, "eyJhbGciOiJub25lIn0." + payload + ".");
        assertRefused(room, good.substring(0, good.lastIndexOf('.') + 1));
        assertRefused(room, good.substring(0, good.lastIndexOf('.')));
        assertRefused(room, bent(claims -> {}, jws -> jws.setKeyIdHeaderValue("room-service-b2")));
        assertRefused(room, bent(claims -> {}, jws -> jws.getHeaders().setStringHeaderValue("kid", "")));
        assertRefused(room, "");
        assertRefused(room, "...");
    }

    @Test
    void aTokenHasOneSpelling() {
        String good = gateway.mint(ALICE);
        int dot = good.lastIndexOf('.') + 1;
        byte[] signature = java.util.Base64.getUrlDecoder().decode(good.substring(dot));
        String longer = java.util.Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(java.util.Arrays.copyOf(signature, signature.length + 3));
        char last = good.charAt(good.length() - 1);

        for (String spelling : new String[] {
            good + "=",
            good + "\n",
            " " + good,
            good + ".",
            good.substring(0, dot) + longer,
            good.substring(0, 9) + "\n" + good.substring(9),
            good.replaceFirst("\\.", "=."),
            good.substring(0, good.length() - 1) + (char) (last + 1)
        }) {
            assertRefused(room, spelling);
        }
    }
}
