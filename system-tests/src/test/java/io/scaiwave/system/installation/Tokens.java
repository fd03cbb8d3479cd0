package io.scaiwave.system.installation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** Tokens of the installation's development issuer. */
public final class Tokens {

    private final PublicJsonWebKey key;

    Tokens(Path keyFile) {
        try {
            this.key = PublicJsonWebKey.Factory.newPublicJwk(Files.readString(keyFile));
        } catch (IOException | JoseException e) {
            throw new IllegalStateException("The development issuer's key cannot be read", e);
        }
    }

    public String tenant(String tenantId, String user, String role) {
        return sign(user, role, claims -> claims.setStringClaim("tenant_id", tenantId));
    }

    public String partner(String partnerId, String user, String role) {
        return sign(user, role, claims -> claims.setStringClaim("partner_id", partnerId));
    }

    public String superAdmin() {
        return sign("root", "super_admin", claims -> {});
    }

    /** A token with one more header, signed by this key or, without one, by the issuer's own. */
    public String with(@Nullable PublicJsonWebKey signer, String tenantId, String header, Object value) {
        JwtClaims claims = claims("mallory", "tenant_user");
        claims.setStringClaim("tenant_id", tenantId);
        return sign(
                claims, signer == null ? key : signer, jws -> jws.getHeaders().setObjectHeaderValue(header, value));
    }

    public String sign(String subject, String role, Consumer<JwtClaims> more) {
        JwtClaims claims = claims(subject, role);
        more.accept(claims);
        return sign(claims, key, jws -> {});
    }

    private static JwtClaims claims(String subject, String role) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer("https://dev-issuer.scaiwave.localhost");
        claims.setAudience("scaiwave");
        claims.setSubject(subject);
        claims.setIssuedAtToNow();
        claims.setNotBeforeMinutesInThePast(0.5f);
        claims.setExpirationTimeMinutesInTheFuture(60);
        claims.setJwtId(UUID.randomUUID().toString());
        claims.setStringListClaim("roles", List.of(role));
        return claims;
    }

    private static String sign(JwtClaims claims, PublicJsonWebKey key, Consumer<JsonWebSignature> header) {
        JsonWebSignature jws = new JsonWebSignature();
        jws.setAlgorithmHeaderValue("RS256");
        jws.setKeyIdHeaderValue(key.getKeyId());
        header.accept(jws);
        jws.setKey(key.getPrivateKey());
        jws.setPayload(claims.toJson());
        try {
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
