package io.scaiwave.system.walls;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Looks for secrets in a text: those it knows by value, and whatever has the form of one. Says where, never what. */
final class SecretScan {

    private static final Pattern SEED = Pattern.compile("\\bS[UAON][A-Z2-7]{56}\\b");

    /** Forms that have no business in what is said, written or published. */
    static final Map<String, Pattern> FORMS = Map.of(
            "a NATS seed", SEED,
            "a signed token", Pattern.compile("eyJ[A-Za-z0-9_-]{8,}\\.eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{16,}"),
            "a private key", Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----\\s+[A-Za-z0-9+/]{20,}"),
            "a private JWK", Pattern.compile("\"d\"\\s*:\\s*\"[A-Za-z0-9_-]{40,}\""),
            "an API key", Pattern.compile("\\bsw_[a-z]{2,8}_[0-9a-hjkmnp-tv-z]{26}_[A-Za-z0-9]{20,}"),
            "a password in an address", Pattern.compile("[a-z]{3,12}://[A-Za-z0-9_]+:[A-Za-z0-9]{16,}@"));

    private final Map<String, String> known = new TreeMap<>();

    SecretScan(Map<String, String> known) {
        this.known.putAll(known);
    }

    static boolean isSeed(String text) {
        return SEED.matcher(text).matches();
    }

    SecretScan also(String name, String value) {
        known.put(name, value);
        return this;
    }

    Map<String, String> known() {
        return known;
    }

    /** Secrets known by value, as they are or as a database shows bytes. */
    List<String> known(String where, String text) {
        List<String> findings = new ArrayList<>();
        known.forEach((name, value) -> {
            String hex = HexFormat.of().formatHex(value.getBytes(StandardCharsets.UTF_8));
            if (text.contains(value) || text.contains(hex)) {
                findings.add(where + ": " + name);
            }
        });
        return findings;
    }

    List<String> all(String where, String text) {
        List<String> findings = known(where, text);
        FORMS.forEach((name, form) -> {
            if (form.matcher(text).find()) {
                findings.add(where + ": " + name);
            }
        });
        return findings;
    }
}
