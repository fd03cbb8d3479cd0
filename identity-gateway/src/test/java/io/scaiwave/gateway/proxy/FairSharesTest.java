package io.scaiwave.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.RefusedException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FairSharesTest {

    private final FairShares shares = new FairShares(64);
    private final List<Promise<Void>> underWay = new ArrayList<>();

    private Future<Void> begin(String owner) {
        return shares.within(owner, () -> {
            Promise<Void> work = Promise.promise();
            underWay.add(work);
            return work.future();
        });
    }

    private int takeAll(String owner) {
        int taken = 0;
        while (!begin(owner).failed()) {
            taken++;
        }
        return taken;
    }

    private static ErrorCode refusal(Future<Void> refused) {
        assertThat(refused.cause()).isInstanceOf(RefusedException.class);
        assertThat(((RefusedException) refused.cause()).retryAfter()).isPresent();
        return ((RefusedException) refused.cause()).code();
    }

    @Test
    void oneAloneGetsAQuarter() {
        assertThat(takeAll("greedy")).isEqualTo(16);
        assertThat(refusal(begin("greedy"))).isEqualTo(ErrorCode.SW_RATE_LIMIT_EXCEEDED);
    }

    @Test
    void howeverManyAreGreedyANewcomerFindsAPlace() {
        for (int i = 0; i < 10; i++) {
            takeAll("greedy " + i);
        }

        assertThat(begin("newcomer").failed()).isFalse();
    }

    @Test
    void onlyWhenNothingIsFreeItIsNobodysFault() {
        for (int i = 0; i < 64; i++) {
            takeAll("one of many " + i);
        }

        assertThat(shares.held()).isEqualTo(64);
        assertThat(refusal(begin("newcomer"))).isEqualTo(ErrorCode.SW_DEPENDENCY_DOWN);
    }

    @Test
    void whateverHappenedThePlaceIsFreeAfterwards() {
        takeAll("greedy");

        underWay.removeFirst().complete();
        underWay.removeFirst().fail("broken");
        Future<Void> thrown = shares.within("other", () -> {
            throw new IllegalStateException("before it began");
        });
        underWay.forEach(Promise::complete);

        assertThat(thrown.failed()).isTrue();
        assertThat(shares.held()).isZero();
        underWay.clear();
        assertThat(takeAll("greedy")).isEqualTo(16);
    }
}
