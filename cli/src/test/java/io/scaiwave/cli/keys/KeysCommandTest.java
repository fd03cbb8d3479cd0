package io.scaiwave.cli.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nats.client.NKey;
import io.scaiwave.cli.Json;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysCommandTest {
    private static final List<String> SERVICES = List.of("tenant-service", "identity-gateway", "room-service");

    @TempDir
    Path dir;

    @BeforeEach
    void make() {
        run(SERVICES);
    }

    @Test
    void aSecondRunChangesNothing() throws IOException {
        var before = contents();
        run(SERVICES);
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void aNewServiceGetsKeysAndTheOthersKeepTheirs() throws IOException {
        var before = contents();
        run(Stream.concat(SERVICES.stream(), Stream.of("quota-service")).toList());
        var after = contents();
        assertThat(after).containsKeys("nats-quota-service.creds", "internal-quota-service.jwk");
        before.keySet().stream()
                .filter(name -> name.endsWith(".nk") || name.endsWith(".jwk") || name.endsWith(".creds"))
                .forEach(name -> assertThat(after).containsEntry(name, before.get(name)));
        assertThat(Json.read(read("internal-jwks.json")).get("keys")).hasSize(4);
    }

    @Test
    void everyFileIsForItsOwnerOnly() throws IOException {
        try (Stream<Path> files = Files.list(dir)) {
            assertThat(files).isNotEmpty().allSatisfy(file -> assertThat(
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------"));
        }
    }

    @Test
    void accountsAreSignedByTheOperatorsSigningKey() throws Exception {
        NKey signing = NKey.fromSeed(read("nats-operator-signing.nk").toCharArray());
        for (String account : List.of("nats-system-account.jwt", "nats-platform-account.jwt")) {
            String[] parts = read(account).split("\\.");
            byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
            assertThat(signing.verify((parts[0] + "." + parts[1]).getBytes(StandardCharsets.UTF_8), signature))
                    .isTrue();
            assertThat(claims(account).get("iss").asText()).isEqualTo(new String(signing.getPublicKey()));
        }
    }

    @Test
    void everyLimitOfAnAccountIsWrittenBecauseAMissingOneMeansZero() {
        JsonNode limits = claims("nats-platform-account.jwt").at("/nats/limits");
        for (String name : List.of(
                "subs",
                "data",
                "payload",
                "imports",
                "exports",
                "conn",
                "leaf",
                "mem_storage",
                "disk_storage",
                "streams",
                "consumer")) {
            assertThat(limits.path(name).asLong()).as(name).isEqualTo(-1);
        }
        assertThat(limits.get("wildcards").asBoolean()).isTrue();
    }

    @Test
    void onlyThePlatformAccountHasJetStreamAndExportsRooms() {
        assertThat(claims("nats-system-account.jwt").at("/nats/limits").has("disk_storage"))
                .isFalse();
        assertThat(claims("nats-platform-account.jwt")
                        .at("/nats/exports/0/subject")
                        .asText())
                .isEqualTo("swp.*.room.>");
    }

    @Test
    void aServicePublishesOnlyWhatItIsTheSourceOf() {
        assertThat(publishable("room-service")).contains("swp.*.room.>").doesNotContain("swp.*.tenant.>", "swp.>", ">");
        assertThat(publishable("tenant-service")).contains("swp.*.tenant.>").doesNotContain("swp.*.room.>");
        assertThat(publishable("identity-gateway")).contains("swp.*.identity.>").doesNotContain("swp.*.room.>");
    }

    @Test
    void aServiceChangesNoStreamAndOnlyItsOwnConsumer() {
        for (String service : SERVICES) {
            List<String> asked = publishable(service).stream()
                    .filter(subject -> subject.startsWith("$"))
                    .toList();

            assertThat(asked)
                    .allMatch(subject -> subject.matches("\\$JS\\.API\\.STREAM\\.(INFO|CREATE|MSG\\.GET)\\.[A-Z_]+")
                            || subject.matches(
                                    "\\$JS\\.(API\\.CONSUMER\\.(DURABLE\\.CREATE|INFO|MSG\\.NEXT)|ACK)\\.[A-Z_]+\\."
                                            + service + "-[a-z]+(\\.>)?"));
            assertThat(publishable(service)).noneMatch(subject -> subject.startsWith("_INBOX"));
        }
    }

    @Test
    void credentialsThatAllowSomethingElseAreMadeAnewAndNothingElseIs() throws IOException {
        var before = contents();
        String outdated = read("nats-room-service.creds");
        Files.writeString(dir.resolve("nats-room-service.creds"), read("nats-tenant-service.creds"));

        run(SERVICES);

        assertThat(publishable("room-service")).contains("swp.*.room.>").doesNotContain("swp.*.tenant.>");
        assertThat(read("nats-room-service.creds")).isNotEqualTo(outdated);
        var after = contents();
        before.keySet().stream()
                .filter(name -> !name.equals("nats-room-service.creds"))
                .forEach(name -> assertThat(after).containsEntry(name, before.get(name)));
    }

    @Test
    void theInternalKeysPublicHalfVerifiesWhatItsPrivateHalfSigned() throws Exception {
        JsonNode jwk = Json.read(read("internal-room-service.jwk"));
        byte[] text = "anything".getBytes(StandardCharsets.UTF_8);
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(privateKey(jwk));
        signer.update(text);
        byte[] signature = signer.sign();
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(publicKey(jwk));
        verifier.update(text);
        assertThat(verifier.verify(signature)).isTrue();
    }

    @Test
    void publicSetsHoldNoPrivatePart() {
        for (String set : List.of("internal-jwks.json", "dev-issuer-jwks.json")) {
            for (JsonNode key : Json.read(read(set)).get("keys")) {
                assertThat(key.properties()).extracting(field -> field.getKey()).doesNotContain("d", "p", "q", "dp");
            }
        }
    }

    private List<String> publishable(String service) {
        String jwt = read("nats-" + service + ".creds").split("\n")[1];
        return decode(jwt)
                .at("/nats/pub/allow")
                .valueStream()
                .map(JsonNode::asText)
                .toList();
    }

    private JsonNode claims(String file) {
        return decode(read(file));
    }

    private static JsonNode decode(String jwt) {
        return Json.read(new String(Base64.getUrlDecoder().decode(jwt.split("\\.")[1]), StandardCharsets.UTF_8));
    }

    private static PrivateKey privateKey(JsonNode jwk) throws Exception {
        byte[] seed = Base64.getUrlDecoder().decode(jwk.get("d").asText());
        return KeyFactory.getInstance("Ed25519")
                .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
    }

    private static PublicKey publicKey(JsonNode jwk) throws Exception {
        byte[] little = Base64.getUrlDecoder().decode(jwk.get("x").asText());
        byte[] big = new byte[32];
        for (int i = 0; i < 32; i++) {
            big[i] = little[31 - i];
        }
        boolean odd = (big[0] & 0x80) != 0;
        big[0] &= 0x7f;
        EdECPoint point = new EdECPoint(odd, new BigInteger(1, big));
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
    }

    private void run(List<String> services) {
        KeysCommand command = new KeysCommand();
        command.dir = dir;
        command.services = services;
        command.run();
    }

    private String read(String name) {
        return new KeyFolder(dir).read(name);
    }

    private TreeMap<String, String> contents() throws IOException {
        TreeMap<String, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.list(dir)) {
            for (Path file : files.toList()) {
                all.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return all;
    }
}
