package io.scaiwave.tenancy.token;

import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.context.Principal;
import io.scaiwave.tenancy.problem.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.Key;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * Makes and checks the internal token: an Ed25519-signed JWT with audience {@code scaiwave-internal}, valid for at most
 * 60 seconds. The gateway signs for people and keys; any other service may sign for itself only, and a service has
 * neither roles nor permissions: its key, once stolen, opens what is made for that service and nothing else.
 */
@ApplicationScoped
public class InternalTokens {

    /** The header it travels in; the gateway drops every copy that comes from outside. */
    public static final String HEADER = "X-Internal-Token";

    public static final Duration LIFETIME = Duration.ofSeconds(60);
    static final String AUDIENCE = "scaiwave-internal";
    static final String GATEWAY = "identity-gateway";

    /** Readers of Base64 forgive much, and some of Ed25519 what stands behind a signature: here a token has one spelling. */
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]{85}[AQgw]");

    private final InternalKeys keys;
    private final Clock clock;
    private final VerificationKeyResolver resolver;
    private final VerifiedCallers proven = new VerifiedCallers();

    /** For code that runs outside a container. */
    public InternalTokens(InternalKeys keys) {
        this(keys, Clock.systemUTC());
    }

    @Inject
    public InternalTokens(InternalKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
        this.resolver = (jws, nesting) -> resolve(jws);
    }

    private JwtConsumer consumer(Instant now) {
        return new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(AlgorithmConstraints.ConstraintType.PERMIT, AlgorithmIdentifiers.EDDSA)
                .setVerificationKeyResolver(resolver)
                .setExpectedAudience(AUDIENCE)
                .setRequireExpirationTime()
                .setRequireIssuedAt()
                .setRequireSubject()
                .setMaxFutureValidityInMinutes(2)
                .setAllowedClockSkewInSeconds(5)
                .setEvaluationTime(NumericDate.fromSeconds(now.getEpochSecond()))
                .build();
    }

    private Key resolve(JsonWebSignature jws) throws UnresolvableKeyException {
        Key key = keys.verifying(jws.getKeyIdHeaderValue());
        if (key == null) {
            throw new UnresolvableKeyException("unknown kid");
        }
        return key;
    }

    /** Signs for a caller; only the gateway's key may sign for anybody but the service itself. */
    public String mint(Caller caller) {
        JwtClaims claims = CallerClaims.write(caller);
        claims.setIssuer(InternalKeys.owner(keys.keyId()));
        claims.setAudience(AUDIENCE);
        NumericDate now = NumericDate.fromSeconds(clock.instant().getEpochSecond());
        claims.setIssuedAt(now);
        claims.setExpirationTime(NumericDate.fromSeconds(now.getValue() + LIFETIME.toSeconds()));
        JsonWebSignature jws = new JsonWebSignature();
        jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.EDDSA);
        jws.setKeyIdHeaderValue(keys.keyId());
        jws.setKey(keys.signing());
        jws.setPayload(claims.toJson());
        try {
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("The internal token could not be signed", e);
        }
    }

    /** The caller a token speaks of, or a refusal that says nothing about why. */
    public Caller verify(String token) {
        Instant now = clock.instant();
        Caller known = proven.find(token, now);
        if (known != null) {
            return known;
        }
        if (!FORM.matcher(token).matches()) {
            throw invalid();
        }
        try {
            var jwt = consumer(now).process(token);
            String signer = InternalKeys.owner(jwt.getJoseObjects().getFirst().getKeyIdHeaderValue());
            Caller caller = CallerClaims.read(jwt.getJwtClaims());
            if (!mayVouchFor(signer, caller, jwt.getJwtClaims().getIssuer())) {
                throw invalid();
            }
            NumericDate end = jwt.getJwtClaims().getExpirationTime();
            proven.keep(token, caller, Instant.ofEpochSecond(end.getValue()), now);
            return caller;
        } catch (InvalidJwtException | MalformedClaimException | IllegalArgumentException e) {
            throw invalid();
        }
    }

    private static boolean mayVouchFor(String signer, Caller caller, String issuer) {
        boolean forItself = caller.isService()
                && signer.equals(caller.principal().id())
                && signer.equals(caller.principal().subject());
        boolean forOthers = signer.equals(GATEWAY) && caller.principal().kind() != Principal.Kind.SERVICE;
        return signer.equals(issuer) && (forItself || forOthers);
    }

    private static RuntimeException invalid() {
        return ErrorCode.SW_AUTH_INVALID_TOKEN.because("The token is not valid.");
    }
}
