package io.scaiwave.system.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaiwave.system.installation.Api;
import io.scaiwave.system.installation.Installation;
import io.scaiwave.system.installation.TestTenant;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** G-06: a token that brings its own key, or says where to fetch one, is refused, and nobody is called. */
class AKeyInATokenIsNeverUsedST {

    private final Installation installation = Installation.shared();
    private final AtomicInteger calls = new AtomicInteger();
    private ServerSocket listener;
    private TestTenant tenant;

    @BeforeEach
    void aListener() throws Exception {
        tenant = TestTenant.create(installation);
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::listen);
    }

    private void listen() {
        while (!listener.isClosed()) {
            try (Socket caller = listener.accept()) {
                calls.incrementAndGet();
            } catch (java.io.IOException closed) {
                return;
            }
        }
    }

    @AfterEach
    void noListener() throws Exception {
        listener.close();
    }

    private Map<String, Object> offeredKeys(PublicJsonWebKey own) {
        String address = "http://127.0.0.1:" + listener.getLocalPort() + "/keys.json";
        Map<String, Object> headers = new LinkedHashMap<>();
        headers.put("jwk", own.toParams(org.jose4j.jwk.JsonWebKey.OutputControlLevel.PUBLIC_ONLY));
        headers.put("jku", address);
        headers.put("x5u", address);
        headers.put("x5c", List.of("MIIB"));
        headers.put("x5t", "AAAAAAAAAAAAAAAAAAAAAAAAAAA");
        headers.put("crit", List.of("urgent"));
        return headers;
    }

    @Test
    void whoeverSignedIt() throws Exception {
        RsaJsonWebKey own = RsaJwkGenerator.generateJwk(2048);
        own.setKeyId("mine");
        Api good = installation.as(installation.tokens().tenant(tenant.id(), "mallory", "tenant_user"));
        assertThat(good.get("/v1/me").status()).isEqualTo(200);

        offeredKeys(own).forEach((name, value) -> {
            String ownSigned = installation.tokens().with(own, tenant.id(), name, value);
            String wellSigned = installation.tokens().with(null, tenant.id(), name, value);
            for (String token : List.of(ownSigned, wellSigned)) {
                Api.Answer answer = installation.as(token).get("/v1/me");
                assertThat(answer.status()).as("%s %s", name, answer.body()).isEqualTo(401);
                assertThat(answer.code()).isEqualTo("SW_AUTH_INVALID_TOKEN");
            }
        });

        // A call of our own comes after all that the gateway could have made, and is seen.
        try (Socket proof = new Socket(InetAddress.getLoopbackAddress(), listener.getLocalPort())) {
            await().until(() -> calls.get() > 0);
            assertThat(proof.isConnected()).isTrue();
        }
        assertThat(calls).hasValue(1);
    }
}
