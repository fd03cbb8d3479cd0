package io.scaiwave.cli.keys;

import io.nats.client.NKey;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
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

    private void user(String name, NKey account, NatsPermissions allowed) {
        folder.keep("nats-" + name + ".creds", () -> {
            NKey user = create(NKey::createUser);
            String jwt = claim(user, name, NatsDocuments.user(allowed), account);
            return credentials(jwt, seed(user));
        });
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
