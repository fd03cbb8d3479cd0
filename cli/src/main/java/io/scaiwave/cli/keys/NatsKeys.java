package io.scaiwave.cli.keys;

import io.nats.client.NKey;
import io.scaiwave.cli.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The trust tree of NATS: operator, its signing key, the system and platform accounts, one user per service. */
final class NatsKeys {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final KeyFolder folder;
    private final long now;

    NatsKeys(KeyFolder folder, long now) {
        this.folder = folder;
        this.now = now;
    }

    void make(List<String> services) throws GeneralSecurityException, IOException {
        NKey operator = key("nats-operator.nk", NKey::createOperator);
        NKey signing = key("nats-operator-signing.nk", NKey::createOperator);
        NKey system = key("nats-system-account.nk", NKey::createAccount);
        NKey platform = key("nats-platform-account.nk", NKey::createAccount);
        String operatorJwt = folder.keep(
                "nats-operator.jwt",
                () -> claim(operator, "scaiwave", NatsDocuments.operator(name(signing), name(system)), operator));
        String systemJwt = folder.keep(
                "nats-system-account.jwt", () -> claim(system, "SYS", NatsDocuments.systemAccount(), signing));
        String platformJwt = folder.keep(
                "nats-platform-account.jwt",
                () -> claim(platform, "PLATFORM", NatsDocuments.platformAccount(), signing));
        folder.write("nats-platform-account.pub", name(platform));
        user("system", system, NatsPermissions.system());
        user("admin", platform, NatsPermissions.everything());
        for (String service : services) {
            user(service, platform, NatsPermissions.of(service));
        }
        folder.write(
                "nats-accounts.conf",
                configuration(operatorJwt, Map.of(name(system), systemJwt, name(platform), platformJwt), name(system)));
    }

    /** What a user may do stands in its credentials: they are made anew when that has changed. */
    private void user(String name, NKey account, NatsPermissions allowed) {
        String file = "nats-" + name + ".creds";
        Map<String, Object> document = NatsDocuments.user(allowed);
        if (folder.has(file) && says(folder.read(file), document)) {
            return;
        }
        NKey user = create(NKey::createUser);
        folder.write(file, credentials(claim(user, name, document, account), seed(user)));
    }

    private static boolean says(String credentials, Map<String, Object> document) {
        String claims = credentials.split("\n")[1].split("\\.")[1];
        return Json.read(new String(Base64.getUrlDecoder().decode(claims), StandardCharsets.UTF_8))
                .get("nats")
                .equals(Json.read(Json.write(document)));
    }

    private static String credentials(String jwt, String seed) {
        return """
                -----BEGIN NATS USER JWT-----
                %s
                ------END NATS USER JWT------

                -----BEGIN USER NKEY SEED-----
                %s
                ------END USER NKEY SEED------""".formatted(jwt, seed);
    }

    private static String configuration(String operator, Map<String, String> accounts, String system) {
        StringBuilder text = new StringBuilder(
                "operator: %s\nsystem_account: %s\nresolver_preload: {\n".formatted(operator, system));
        accounts.forEach((account, jwt) -> text.append("  %s: %s\n".formatted(account, jwt)));
        return text.append('}').toString();
    }

    private String claim(NKey subject, String name, Map<String, Object> nats, NKey issuer) {
        return new NatsClaims(name(subject), name, nats).signedBy(issuer, now);
    }

    private NKey key(String file, Maker maker) {
        return NKey.fromSeed(folder.keep(file, () -> seed(create(maker))).toCharArray());
    }

    private static NKey create(Maker maker) {
        try {
            return maker.with(RANDOM);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot make a NATS key", e);
        }
    }

    private static String seed(NKey key) {
        return new String(key.getSeed());
    }

    private static String name(NKey key) {
        try {
            return new String(key.getPublicKey());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot read a NATS key", e);
        }
    }

    private interface Maker {
        NKey with(SecureRandom random) throws GeneralSecurityException, IOException;
    }
}
