package io.scaiwave.room.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.scaiwave.room.testing.Installation;
import io.scaiwave.room.testing.Rest;
import io.scaiwave.room.testing.Tenant;
import io.scaiwave.room.testing.Tenant.User;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Installation.class)
class MessageResourceTest {

    private final User alice = Tenant.fresh().user();

    @Test
    void aMessageIsStoredAndRead() {
        String room = Rest.room(alice, "group");

        Response sent = Rest.send(alice, room, "hello");

        sent.then().statusCode(201);
        Response read = Rest.get(alice, "/v1/rooms/" + room + "/messages?limit=1");
        assertThat(read.<String>path("data[0].id")).isEqualTo(sent.path("data.id"));
    }
}
