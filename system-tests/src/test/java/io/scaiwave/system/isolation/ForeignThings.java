package io.scaiwave.system.isolation;

import com.fasterxml.jackson.databind.JsonNode;
import io.scaiwave.system.installation.Api;
import io.scaiwave.system.installation.Installation;
import io.scaiwave.system.installation.Listener;
import io.scaiwave.system.installation.TestTenant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A tenant of another partner with one of everything in it. A kind of id that is not here fails the tests that need it:
 * whoever adds a kind adds a sample.
 */
record ForeignThings(TestTenant tenant, Map<String, String> ids, List<String> canaries, String before) {

    static ForeignThings make(Installation installation) {
        String slug = "p" + UUID.randomUUID().toString().substring(0, 12);
        String partner = installation
                .as(installation.tokens().superAdmin())
                .post("/v1/partners", "{\"name\":\"Foreign " + slug + "\",\"slug\":\"" + slug + "\"}")
                .expect(201)
                .data()
                .path("id")
                .asText();
        TestTenant tenant = TestTenant.create(installation, partner);
        Map<String, String> ids = idsOf(tenant);
        ids.put("prt", partner);
        return new ForeignThings(
                tenant, Map.copyOf(ids), List.of("canary-" + tenant.slug(), tenant.slug(), slug), look(tenant, ids));
    }

    /** One id of each kind that belongs to the tenant. */
    static Map<String, String> idsOf(TestTenant tenant) {
        Map<String, String> ids = new HashMap<>();
        Api user = tenant.user("fay");
        String room = user.post("/v1/rooms", "{\"room_type\":\"group\",\"name\":\"canary-" + tenant.slug() + "\"}")
                .expect(201)
                .data()
                .path("id")
                .asText();
        JsonNode event = tenant.say(user, room, "canary-" + tenant.slug());
        ids.put("tnt", tenant.id());
        ids.put("room", room);
        ids.put("evt", event.path("id").asText());
        ids.put("usr", event.path("sender_id").asText());
        String guest = tenant.user("gus")
                .get("/v1/me")
                .expect(200)
                .data()
                .path("principal")
                .path("id")
                .asText();
        ids.put(
                "inv",
                user.post("/v1/rooms/" + room + "/invite", "{\"user_id\":\"" + guest + "\"}")
                        .expect(201)
                        .data()
                        .path("id")
                        .asText());
        ids.put("cred", Listener.credentials(tenant, false).path("id").asText());
        Installation installation = tenant.installation();
        String root = installation.tokens().superAdmin();
        ids.put(
                "op",
                installation
                        .as(root)
                        .with("X-Tenant-ID", tenant.id())
                        .get("/v1/operations")
                        .expect(200)
                        .data()
                        .path(0)
                        .path("id")
                        .asText());
        ids.put(
                "aud",
                installation
                        .as(root)
                        .with("X-Tenant-ID", tenant.id())
                        .get("/v1/audit-log")
                        .expect(200)
                        .data()
                        .path(0)
                        .path("id")
                        .asText());
        ids.put(
                "prt",
                installation
                        .as(root)
                        .get("/v1/tenants/" + tenant.id())
                        .expect(200)
                        .data()
                        .path("partner_id")
                        .asText());
        ids.put("tpl", template(installation.as(root), ids));
        return ids;
    }

    private static String template(Api platform, Map<String, String> ids) {
        String template = platform.post(
                        "/v1/tenant-templates",
                        "{\"name\":\"Foreign\",\"partner_id\":\"" + ids.get("prt")
                                + "\",\"settings\":{\"motd\":\"canary-" + ids.get("tnt") + "\"}}")
                .expect(201)
                .data()
                .path("id")
                .asText();
        platform.post("/v1/tenant-templates/" + template + "/apply/" + ids.get("tnt"), "")
                .expect(200);
        return template;
    }

    String id(String prefix) {
        String id = ids.get(prefix);
        if (id == null || id.isEmpty()) {
            throw new AssertionError("No foreign sample of the id kind '" + prefix + "_': add one to ForeignThings");
        }
        return id;
    }

    /** Room, members, messages, credentials and the tenant itself, as their owner sees them now. */
    String look() {
        return look(tenant, ids);
    }

    private static String look(TestTenant tenant, Map<String, String> ids) {
        Api user = tenant.user("fay");
        String room = "/v1/rooms/" + ids.get("room");
        return String.join(
                "\n",
                user.get(room).expect(200).data().toString(),
                user.get(room + "/members").expect(200).data().toString(),
                user.get(room + "/messages").expect(200).data().toString(),
                tenant.admin().get("/v1/event-credentials").expect(200).data().toString(),
                tenant.admin()
                        .get("/v1/tenants/" + tenant.id())
                        .expect(200)
                        .data()
                        .toString());
    }
}
