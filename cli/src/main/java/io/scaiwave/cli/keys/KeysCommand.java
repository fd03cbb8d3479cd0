package io.scaiwave.cli.keys;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes what is missing and never replaces a key: run twice it changes nothing. */
@Command(name = "keys", description = "Make every key and credential of an installation that is not there yet.")
public final class KeysCommand implements Runnable {
    @Option(names = "--dir", required = true, description = "Folder for the keys (made with mode 700).")
    Path dir = Path.of("keys");

    @Option(names = "--services", split = ",", required = true, description = "Services that get keys of their own.")
    List<String> services = List.of();

    @Override
    public void run() {
        KeyFolder folder = KeyFolder.open(dir);
        try {
            new NatsKeys(folder, Instant.now().getEpochSecond()).make(services);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot make NATS keys", e);
        }
        List<String> internal = services.stream()
                .map(service -> folder.keep("internal-" + service + ".jwk", () -> Jwk.ed25519(service)))
                .toList();
        folder.write("internal-jwks.json", Jwk.publicSet(internal));
        String issuer = folder.keep("dev-issuer.jwk", () -> Jwk.rsa("dev-issuer"));
        folder.write("dev-issuer-jwks.json", Jwk.publicSet(List.of(issuer)));
        services.forEach(service -> folder.keep("master-" + service + ".key", KeysCommand::masterKey));
    }

    private static String masterKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }
}
