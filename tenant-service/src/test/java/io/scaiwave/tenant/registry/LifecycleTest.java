package io.scaiwave.tenant.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.scaiwave.tenancy.problem.ErrorCode;
import io.scaiwave.tenancy.problem.RefusedException;
import io.scaiwave.tenant.registry.TenantState.Active;
import io.scaiwave.tenant.registry.TenantState.Archived;
import io.scaiwave.tenant.registry.TenantState.Deleted;
import io.scaiwave.tenant.registry.TenantState.Deleting;
import io.scaiwave.tenant.registry.TenantState.Failed;
import io.scaiwave.tenant.registry.TenantState.Provisioning;
import io.scaiwave.tenant.registry.TenantState.Suspended;
import io.scaiwave.tenant.registry.TenantState.Trial;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class LifecycleTest {

    private static final Instant LATER = Instant.parse("2027-01-01T00:00:00Z");

    /** The table of the specification, by the names it uses. */
    private static final Map<Status, Set<Status>> SPECIFIED = Map.of(
            Status.PROVISIONING, Set.of(Status.ACTIVE, Status.TRIAL, Status.FAILED),
            Status.FAILED, Set.of(Status.PROVISIONING),
            Status.TRIAL, Set.of(Status.ACTIVE, Status.SUSPENDED, Status.ARCHIVED),
            Status.ACTIVE, Set.of(Status.SUSPENDED, Status.ARCHIVED),
            Status.SUSPENDED, Set.of(Status.ACTIVE, Status.TRIAL, Status.ARCHIVED, Status.DELETING),
            Status.ARCHIVED, Set.of(Status.ACTIVE, Status.DELETING),
            Status.DELETING, Set.of(Status.SUSPENDED, Status.ARCHIVED, Status.DELETED),
            Status.DELETED, Set.of());

    private static final List<Move> MOVES = List.of(
            new Move.Activate(Optional.empty()),
            new Move.Activate(Optional.of(LATER)),
            new Move.Fail("no place"),
            new Move.Retry(),
            new Move.Suspend("unpaid"),
            new Move.Resume(),
            new Move.Convert(),
            new Move.Archive(),
            new Move.Restore(),
            new Move.StartErasure(),
            new Move.CancelErasure(),
            new Move.Erase());

    @Provide
    Arbitrary<TenantState> states() {
        return Arbitraries.of(
                new Provisioning(),
                new Failed("no place"),
                new Trial(LATER),
                new Active(),
                new Suspended("unpaid", new Active()),
                new Suspended("unpaid", new Trial(LATER)),
                new Archived(),
                new Deleting(new Archived()),
                new Deleting(new Suspended("unpaid", new Active())),
                new Deleted());
    }

    @Provide
    Arbitrary<Move> moves() {
        return Arbitraries.of(MOVES);
    }

    @Property
    void aMoveLeadsWhereTheTableAllowsOrIsRefused(@ForAll("states") TenantState from, @ForAll("moves") Move move) {
        try {
            TenantState to = Lifecycle.after(from, move);

            assertThat(SPECIFIED.get(from.status())).contains(to.status());
        } catch (RefusedException refused) {
            assertThat(refused.code()).isEqualTo(ErrorCode.SW_STATE_CONFLICT);
            Lifecycle.allowed(from).forEach(verb -> assertThat(refused.detail()).contains(verb));
        }
    }

    @Property
    void whatIsNamedAsAllowedIsAllowed(@ForAll("states") TenantState from, @ForAll("moves") Move move) {
        boolean legal = catchThrowableOfType(RefusedException.class, () -> {
                    TenantState ignored = Lifecycle.after(from, move);
                })
                == null;

        assertThat(legal).isEqualTo(Lifecycle.allowed(from).contains(move.verb()));
    }

    @Property
    void aStateSurvivesItsStorage(@ForAll("states") TenantState state) {
        assertThat(StateJson.read(StateJson.write(state))).isEqualTo(state);
    }

    @Example
    void everyPairOfTheTableIsReachable() {
        SPECIFIED.forEach((from, targets) -> assertThat(reachable(from)).isEqualTo(targets));
    }

    @Example
    void resumingReturnsToTheTrialThatWasSuspended() {
        TenantState resumed = Lifecycle.after(new Suspended("unpaid", new Trial(LATER)), new Move.Resume());

        assertThat(resumed).isEqualTo(new Trial(LATER));
    }

    private Set<Status> reachable(Status from) {
        return states().allValues()
                .orElseThrow()
                .filter(state -> state.status() == from)
                .flatMap(state -> MOVES.stream().flatMap(move -> {
                    try {
                        return java.util.stream.Stream.of(
                                Lifecycle.after(state, move).status());
                    } catch (RefusedException e) {
                        return java.util.stream.Stream.empty();
                    }
                }))
                .collect(java.util.stream.Collectors.toSet());
    }
}
