package io.scaiwave.system.walls;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaiwave.system.installation.Api;
import io.scaiwave.system.installation.Installation;
import io.scaiwave.system.installation.TestTenant;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import redis.clients.jedis.Jedis;

/**
 * after all that the tests before did, and with secrets planted wherever a caller can put one, no secret is in
 * what the installation says, logs or stores.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NothingSecretIsSaidST {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Installation installation = Installation.shared();
    private SecretScan scan;

    @BeforeAll
    void secretsAreUsed() {
        scan = new SecretScan(KnownSecrets.of(installation));
        TestTenant tenant = TestTenant.create(installation);
        String good = installation.tokens().tenant(tenant.id(), "carol", "tenant_admin");
        scan.also("a good token", good).also("its signature", good.substring(good.lastIndexOf('.') + 1));
        Api carol = installation.as(good);
        carol.get("/v1/me").expect(200);
        carol.with("X-Internal-Token", planted("an internal token"))
                .get("/v1/rooms")
                .expect(200);
        carol.with("Cookie", "session=" + planted("a cookie")).get("/v1/rooms").expect(200);
        carol.get("/v1/rooms?access_token=" + planted("a token in the query"));
        carol.post("/v1/rooms", "{\"password\":\"" + planted("a member nobody knows") + "\"}")
                .expect(400);
        carol.post("/v1/rooms", "{\"name\": " + planted("no JSON at all")).expect(400);
        installation.as(planted("a bad token")).get("/v1/me").expect(401);
        installation
                .as("sw_live_" + planted("something like an API key"))
                .get("/v1/me")
                .expect(401);
        installation
                .as(good.substring(0, good.length() - 8) + planted("a bent token"))
                .get("/v1/me")
                .expect(401);
        String creds = carol.with("Idempotency-Key", "once")
                .post("/v1/event-credentials", "{\"name\":\"planted\"}")
                .expect(201)
                .data()
                .path("creds")
                .asText();
        creds.lines()
                .map(String::strip)
                .filter(SecretScan::isSeed)
                .forEach(seed -> scan.also("the seed of event credentials", seed));
    }

    private String planted(String name) {
        String value = "canary" + UUID.randomUUID().toString().replace("-", "");
        scan.also(name, value);
        return value;
    }

    @Test
    void theScanKnowsASecretWhenItSeesOne() {
        assertThat(scan.known()).hasSizeGreaterThan(30).containsKey("the seed of event credentials");
        scan.known().forEach((name, value) -> {
            assertThat(value).as(name).hasSizeGreaterThan(15);
            assertThat(scan.known("here", "before" + value + "after")).contains("here: " + name);
        });
        String base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".repeat(2).substring(0, 56);
        String long64 = "Aa0".repeat(22);
        for (String planted : List.of(
                "SU" + base32,
                "e" + "yJhbGciOi" + "J9.e" + "yJzdWIiOiJ9." + long64,
                "-----BEGIN " + "PRIVATE KEY-----\n" + long64,
                "{\"d\" : \"" + long64 + "\"}",
                "sw_" + "live_01h455vb4pex5vsknk084sn02q_" + long64,
                "redis://default:" + long64 + "@host")) {
            assertThat(scan.all("here", "x " + planted + " x")).as(planted).hasSize(1);
        }
    }

    @Test
    void noLogHoldsOne() throws IOException {
        List<String> findings = new ArrayList<>();
        try (Stream<Path> logs = Files.list(installation.home().resolve("logs"))) {
            for (Path log : logs.toList()) {
                findings.addAll(
                        scan.all(log.getFileName().toString(), Files.readString(log, StandardCharsets.ISO_8859_1)));
            }
        }

        assertThat(findings).isEmpty();
    }

    @Test
    void neitherMetricsNorHealthNorPublicPagesShowOne() throws Exception {
        List<String> findings = new ArrayList<>();
        for (int offset : List.of(11, 12, 14)) {
            for (String page : List.of("/q/metrics", "/q/health", "/q/info", "/q/config", "/q/openapi")) {
                findings.addAll(scan.all(offset + page, body(installation.portBase() + offset, page)));
            }
        }
        for (String page : List.of("/openapi.json", "/docs", "/.well-known/jwks.json", "/v1/auth/config")) {
            findings.addAll(scan.all(page, body(installation.portBase(), page)));
        }

        assertThat(findings).isEmpty();
        assertThat(body(installation.portBase() + 12, "/q/metrics")).contains("jvm_");
    }

    private static String body(int port, String path) throws Exception {
        return CLIENT.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    @Test
    void noRowHoldsOne() throws Exception {
        List<String> findings = new ArrayList<>();
        int rows = AllRows.visit(installation, (table, row) -> findings.addAll(scan.known(table, row)));

        assertThat(findings).isEmpty();
        assertThat(rows).isGreaterThan(20);
    }

    /** The server's own files, which hold every message as it was published. */
    @Test
    void noStreamHoldsOne() throws IOException {
        List<String> findings = new ArrayList<>();
        int files = TextFiles.visit(
                installation.home().resolve("nats"),
                (file, text) -> findings.addAll(scan.known(file.getFileName().toString(), text)));

        assertThat(findings).isEmpty();
        assertThat(files).isPositive();
    }

    @Test
    void noValueInRedisIsOne() {
        List<String> findings = new ArrayList<>();
        try (Jedis redis = new Jedis(URI.create(installation.environment().get("QUARKUS_REDIS_HOSTS")))) {
            for (String key : redis.keys("*")) {
                String value = redis.type(key).equals("string") ? redis.get(key) : redis.type(key);
                findings.addAll(scan.all("redis " + key, key + " " + value));
            }
        }

        assertThat(findings).isEmpty();
    }

    @Test
    void noCommandLineShowsOne() throws IOException {
        List<String> findings = new ArrayList<>();
        int seen = 0;
        try (Stream<Path> pids = Files.list(installation.home().resolve("run"))) {
            for (Path pid :
                    pids.filter(file -> file.toString().endsWith(".pid")).toList()) {
                Path line = Path.of("/proc", Files.readString(pid).strip(), "cmdline");
                findings.addAll(scan.all(
                        pid.getFileName().toString(), Files.readString(line).replace('\0', ' ')));
                seen++;
            }
        }

        assertThat(findings).isEmpty();
        assertThat(seen).isGreaterThanOrEqualTo(6);
    }

    @Test
    void filesThatHoldOneAreTheOwnersAlone() throws IOException {
        List<Path> open = new ArrayList<>();
        int holders = 0;
        for (Path folder : List.of(installation.home(), installation.home().resolve("keys"))) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                    if (!scan.known(file.toString(), text).isEmpty()) {
                        holders++;
                        Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
                        if (rights.contains(PosixFilePermission.OTHERS_READ)
                                || rights.contains(PosixFilePermission.GROUP_READ)) {
                            open.add(file);
                        }
                    }
                }
            }
        }

        assertThat(open).isEmpty();
        assertThat(holders).isGreaterThan(10);
    }

    @Test
    void theRepositoryHoldsNone() throws IOException {
        Path root = installation.home().getParent().getParent();
        List<String> findings = new ArrayList<>();
        int files = TextFiles.visit(
                root,
                (file, text) -> findings.addAll(scan.all(root.relativize(file).toString(), text)));

        assertThat(findings).isEmpty();
        assertThat(files).isGreaterThan(200);
    }
}
