package io.scaiwave.tenant.registry;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * Words that no tenant may carry as its name, in any spelling that reads alike. Two words resemble each other when
 * their skeletons are equal: hyphens dropped, look-alike characters and pairs folded into one.
 */
final class ReservedWords {

    static final Set<String> WORDS = Set.of(
            "www",
            "api",
            "admin",
            "administrator",
            "app",
            "static",
            "auth",
            "swp",
            "internal",
            "platform",
            "login",
            "logout",
            "signup",
            "register",
            "account",
            "accounts",
            "billing",
            "root",
            "system",
            "support",
            "help",
            "status",
            "docs",
            "cdn",
            "assets",
            "media",
            "mail",
            "smtp",
            "imap",
            "ftp",
            "ssh",
            "dns",
            "ns1",
            "ns2",
            "nats",
            "redis",
            "postgres",
            "console",
            "dashboard",
            "gateway",
            "health",
            "metrics",
            "oauth",
            "oidc",
            "sso",
            "scim",
            "saml",
            "security",
            "abuse",
            "postmaster",
            "hostmaster",
            "webmaster",
            "partner",
            "partners",
            "tenant",
            "tenants",
            "federation",
            "bridge",
            "bridges",
            "scaiwave",
            "scaigrid",
            "scaikey",
            "localhost",
            "test",
            "dev",
            "staging",
            "prod",
            "production",
            "public",
            "private",
            "official",
            "sys",
            "null",
            "undefined",
            "well-known",
            "openapi");

    private static final Set<String> SKELETONS =
            WORDS.stream().map(ReservedWords::skeleton).collect(Collectors.toUnmodifiableSet());

    private ReservedWords() {}

    static boolean resembles(String text) {
        return SKELETONS.contains(skeleton(text));
    }

    /** Single characters first, so that pairs made of look-alikes (as c1 for cl) fold too. */
    static String skeleton(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        text.chars().filter(c -> c != '-').forEach(c -> folded.append(fold((char) c)));
        return folded.toString().replace("vv", "w").replace("rn", "m").replace("cl", "d");
    }

    private static char fold(char c) {
        return switch (c) {
            case '0' -> 'o';
            case '1', 'i', 'j' -> 'l';
            case '2' -> 'z';
            case '3' -> 'e';
            case '4' -> 'a';
            case '5' -> 's';
            case '6', '9', 'q' -> 'g';
            case '7' -> 't';
            case '8' -> 'b';
            default -> c;
        };
    }
}
