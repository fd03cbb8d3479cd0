package io.scaiwave.tenant.events;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;

/** The operator's signing key, read once: whatever it signs is an account to every server. */
@ApplicationScoped
class OperatorKey {

    private final NatsKey key;
    private final EventsConfig config;

    OperatorKey(EventsConfig config) {
        this.config = config;
        try {
            this.key = NatsKey.ofSeed(
                    Files.readString(config.operatorSeed()).strip().toCharArray());
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    "Cannot read the NATS seed in the file named by scaiwave.nats.operator-seed: "
                            + config.operatorSeed(),
                    e);
        }
        if (!key.publicKey().startsWith("O")) {
            throw new IllegalStateException("scaiwave.nats.operator-seed holds no operator key");
        }
    }

    String sign(AccountClaim claim) {
        return claim.sign(key, config);
    }
}
