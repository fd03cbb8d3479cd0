package io.scaiwave.tenant.events;

import io.nats.client.NKey;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;

/** An Ed25519 key in NATS form: the public half begins with A (account), U (user) or O (operator). */
final class NatsKey {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final NKey key;
    private final String publicKey;

    private NatsKey(NKey key) throws GeneralSecurityException, IOException {
        this.key = key;
        this.publicKey = new String(key.getPublicKey());
    }

    static NatsKey newAccount() {
        return made(() -> NKey.createAccount(RANDOM));
    }

    static NatsKey newUser() {
        return made(() -> NKey.createUser(RANDOM));
    }

    static NatsKey ofSeed(char[] seed) {
        return made(() -> NKey.fromSeed(seed));
    }

    String publicKey() {
        return publicKey;
    }

    char[] seed() {
        return key.getSeed();
    }

    byte[] sign(byte[] message) {
        try {
            return key.sign(message);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("A NATS key could not sign", e);
        }
    }

    private static NatsKey made(KeySource source) {
        try {
            return new NatsKey(source.get());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("A NATS key could not be made", e);
        }
    }

    @FunctionalInterface
    private interface KeySource {
        NKey get() throws GeneralSecurityException, IOException;
    }
}
