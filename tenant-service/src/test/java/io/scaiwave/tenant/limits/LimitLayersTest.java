package io.scaiwave.tenant.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.scaiwave.tenancy.problem.FieldError;
import io.scaiwave.tenancy.problem.RefusedException;
import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class LimitLayersTest {

    @Provide
    Arbitrary<Map<LimitName, LimitValue>> layers() {
        Arbitrary<LimitValue> values = Arbitraries.longs()
                .between(0, 1_000_000)
                .map(LimitValue::of)
                .injectNull(0.2)
                .map(value -> value == null ? LimitValue.NONE : value);
        return Arbitraries.maps(Arbitraries.of(LimitName.class), values);
    }

    @Property
    void nothingPassesThePartnersCap(
            @ForAll("layers") Map<LimitName, LimitValue> plan,
            @ForAll("layers") Map<LimitName, LimitValue> template,
            @ForAll("layers") Map<LimitName, LimitValue> cap,
            @ForAll("layers") Map<LimitName, LimitValue> override) {
        LimitLayers layers = new LimitLayers(plan, template, cap, override);

        layers.effective().forEach((name, value) -> assertThat(value.exceeds(cap.getOrDefault(name, LimitValue.NONE)))
                .isFalse());
    }

    @Property
    void theNamedSourceIsTheLayerThatSaysTheNumber(
            @ForAll("layers") Map<LimitName, LimitValue> plan,
            @ForAll("layers") Map<LimitName, LimitValue> template,
            @ForAll("layers") Map<LimitName, LimitValue> cap,
            @ForAll("layers") Map<LimitName, LimitValue> override) {
        LimitLayers layers = new LimitLayers(plan, template, cap, override);

        for (LimitName name : LimitName.values()) {
            ExplainedLimit explained = layers.explain(name);
            LimitValue said =
                    switch (explained.source()) {
                        case DEFAULT -> name.platformDefault();
                        case PLAN -> plan.get(name);
                        case TEMPLATE -> template.get(name);
                        case PARTNER_CAP -> cap.get(name);
                        case TENANT_OVERRIDE -> override.get(name);
                    };
            assertThat(explained.effective()).isEqualTo(said);
        }
    }

    @Property
    void limitsSurviveTheirStorage(@ForAll("layers") Map<LimitName, LimitValue> limits) {
        assertThat(LimitMap.stored(LimitMap.json(limits))).isEqualTo(new EnumMap<>(copy(limits)));
    }

    @Example
    void everyWrongEntryIsNamed() {
        JsonObject sent = new JsonObject()
                .put("max_rooms", -1)
                .put("max_users", 1.5)
                .put("plan_steps", "20")
                .put("no_such_limit", 1)
                .put("max_storage_mb", 100);

        RefusedException refused = catchThrowableOfType(RefusedException.class, () -> {
            Map<LimitName, LimitValue> ignored = LimitMap.parse(sent);
        });

        assertThat(refused.errors())
                .extracting(FieldError::field)
                .containsExactlyInAnyOrder("max_rooms", "max_users", "plan_steps", "no_such_limit");
    }

    private static Map<LimitName, LimitValue> copy(Map<LimitName, LimitValue> limits) {
        Map<LimitName, LimitValue> copy = new EnumMap<>(LimitName.class);
        copy.putAll(limits);
        return copy;
    }
}
