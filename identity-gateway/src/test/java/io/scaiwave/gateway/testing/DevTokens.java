package io.scaiwave.gateway.testing;

import io.scaiwave.tenancy.directory.TenantEntry;
import io.scaiwave.tenancy.id.PartnerId;
import java.nio.file.Files;
import java.util.List;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;

/** Tokens of the development issuer. */
public final class DevTokens {

    private DevTokens() {}

    public static String user(TenantEntry tenant, String subject) {
        return tenant(tenant, subject, "tenant_user", 3_600);
    }

    public static String tenant(TenantEntry tenant, String subject, String role, int seconds) {
        JwtClaims claims = claims(subject, role, seconds);
        claims.setStringClaim("tenant_id", tenant.id().wire());
        return sign(claims);
    }

    public static String partner(PartnerId partner, String subject) {
        JwtClaims claims = claims(subject, "partner_admin", 3_600);
        claims.setStringClaim("partner_id", partner.wire());
        return sign(claims);
    }

    public static String superAdmin(String subject) {
        return sign(claims(subject, "super_admin", 3_600));
    }

    private static JwtClaims claims(String subject, String role, int seconds) {
        JwtClaims claims = new JwtClaims();
        NumericDate now = NumericDate.now();
        claims.setIssuer("https://dev-issuer.scaiwave.localhost");
        claims.setAudience("scaiwave");
        claims.setSubject(subject);
        claims.setIssuedAt(now);
        claims.setExpirationTime(NumericDate.fromSeconds(now.getValue() + seconds));
        claims.setStringListClaim("roles", List.of(role));
        return claims;
    }

    private static String sign(JwtClaims claims) {
        try {
            PublicJsonWebKey key =
                    PublicJsonWebKey.Factory.newPublicJwk(Files.readString(Installation.key("dev-issuer.jwk")));
            JsonWebSignature jws = new JsonWebSignature();
            jws.setAlgorithmHeaderValue("RS256");
            jws.setKeyIdHeaderValue(key.getKeyId());
            jws.setKey(key.getPrivateKey());
            jws.setPayload(claims.toJson());
            return jws.getCompactSerialization();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
