package io.scaiwave.tenant.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaiwave.tenant.access.JsonBodies;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class LeavesTest {

    @Provide
    Arbitrary<JsonObject> documents() {
        Arbitrary<String> names = Arbitraries.of("a", "b", "c", "d.e", "f/g", "~");
        Arbitrary<Object> plain = Arbitraries.of(0, 1, 2, true, false, "x", "y");
        Arbitrary<Object> nested = Arbitraries.oneOf(
                plain, Arbitraries.maps(names, plain).ofMaxSize(3).map(LeavesTest::object));
        return Arbitraries.maps(names, nested).ofMaxSize(4).map(LeavesTest::object);
    }

    private static JsonObject object(Map<String, Object> members) {
        JsonObject object = new JsonObject();
        members.forEach(object::put);
        return object;
    }

    @Property
    void documentsWithoutADifferenceAreEqualButForEmptyObjects(
            @ForAll("documents") JsonObject one, @ForAll("documents") JsonObject other) {
        boolean same = Leaves.between("", one, other).isEmpty();

        assertThat(same).isEqualTo(withoutEmpty(one).equals(withoutEmpty(other)));
    }

    private static JsonObject withoutEmpty(JsonObject document) {
        JsonObject rest = new JsonObject();
        document.forEach(member -> {
            if (!(member.getValue() instanceof JsonObject inner) || !inner.isEmpty()) {
                rest.put(member.getKey(), member.getValue());
            }
        });
        return rest;
    }

    @Property
    void whatWasGivenAndLeftAloneGoesAgain(
            @ForAll("documents") JsonObject tenant, @ForAll("documents") JsonObject given) {
        JsonObject after = JsonBodies.merged(tenant, given);

        JsonObject back = Leaves.takenBack(after, given, new JsonObject());

        assertThat(Leaves.left("", given, after)).isEmpty();
        assertThat(Leaves.between("", JsonBodies.merged(back, given), after)).isEmpty();
    }

    @Property
    void whatIsGivenAgainStays(@ForAll("documents") JsonObject tenant, @ForAll("documents") JsonObject given) {
        JsonObject after = JsonBodies.merged(tenant, given);

        assertThat(JsonBodies.merged(Leaves.takenBack(after, given, given), given))
                .isEqualTo(after);
    }

    @Example
    void whatTheTenantChangedSinceIsKept() {
        JsonObject given = new JsonObject().put("theme", "dark").put("langs", new JsonObject().put("de", true));
        JsonObject actual = new JsonObject()
                .put("theme", "light")
                .put("langs", new JsonObject().put("de", true).put("fr", true));

        assertThat(Leaves.takenBack(actual, given, new JsonObject()))
                .isEqualTo(new JsonObject().put("theme", "light").put("langs", new JsonObject().put("fr", true)));
    }

    @Example
    void placesAreJsonPointers() {
        assertThat(Leaves.between(
                        "/features", new JsonObject(), new JsonObject().put("a/b", new JsonObject().put("~x.y", 1))))
                .extracting(Leaves.Difference::path)
                .containsExactly("/features/a~1b/~0x.y");
    }
}
