package io.scaiwave.gateway.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/** A gateway that was never told of anybody, and that reaches no tenant-service to ask. */
public final class NobodyKnown implements QuarkusTestResourceLifecycleManager {

    private final Installation installation = new Installation();

    @Override
    public Map<String, String> start() {
        Rows.run("TRUNCATE identity.tenant_directory, identity.partner_directory");
        Map<String, String> settings = new HashMap<>(installation.start());
        // The discard port: nobody listens there.
        settings.put("scaiwave.directory.source", "http://127.0.0.1:9");
        return settings;
    }

    @Override
    public void stop() {
        installation.stop();
    }
}
