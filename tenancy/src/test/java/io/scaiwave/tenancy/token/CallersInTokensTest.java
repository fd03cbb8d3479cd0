package io.scaiwave.tenancy.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaiwave.tenancy.context.Caller;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Nothing that the gateway says of a caller is lost or changed on the way. */
class CallersInTokensTest {

    private static final ServiceKeys KEYS = ServiceKeys.named("identity-gateway-a1", "room-service-b2");

    private final InternalTokens gateway = new InternalTokens(KEYS.heldBy("identity-gateway-a1"));
    private final InternalTokens room = new InternalTokens(KEYS.heldBy("room-service-b2"));

    @Provide
    Arbitrary<Caller> callers() {
        return Callers.any();
    }

    @Property(tries = 200)
    void whatTheGatewaySaysOfAnybodyIsReadAsItWasSaid(@ForAll("callers") Caller caller) {
        assertThat(room.verify(gateway.mint(caller))).isEqualTo(caller);
    }
}
