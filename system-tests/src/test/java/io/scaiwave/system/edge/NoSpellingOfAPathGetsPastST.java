package io.scaiwave.system.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaiwave.system.installation.Installation;
import io.scaiwave.system.installation.TestTenant;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** G-20: hundreds of spellings of each path, over a raw socket, by somebody who may not call it. */
class NoSpellingOfAPathGetsPastST {

    private static final int AT_LEAST = 400;

    private static Wire wire;
    private static String nobody;
    private static String admin;

    @BeforeAll
    static void aTenant() {
        Installation installation = Installation.shared();
        TestTenant tenant = TestTenant.create(installation).unlimited();
        wire = new Wire(installation.portBase());
        nobody = installation.tokens().tenant(tenant.id(), "nobody", "role-that-nobody-defined");
        admin = installation.tokens().tenant(tenant.id(), "admin", "tenant_admin");
    }

    private static int get(String target, String authorization) {
        return Wire.status(wire.send(
                "GET " + target + " HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n" + authorization + "\r\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/tenants",
                "/v1/rooms",
                "/v1/audit-log",
                "/v1/operations",
                "/v1/event-credentials",
                "/v1/rooms/room_01h455vb4pex5vsknk084sn02q/messages"
            })
    void neverASuccessWithoutRight(String path) {
        Set<String> variants = PathVariants.of(path);
        assertThat(variants).hasSizeGreaterThan(AT_LEAST);
        assertThat(get(path, "Authorization: Bearer " + admin + "\r\n"))
                .as("who may is let in, so the others are refused for what they are")
                .isIn(200, 404);

        for (String variant : variants) {
            assertThat(get(variant, "Authorization: Bearer " + nobody + "\r\n"))
                    .as("without the permission: %s", variant)
                    .isBetween(400, 499);
            assertThat(get(variant, "")).as("without a token: %s", variant).isBetween(400, 499);
        }
    }
}
