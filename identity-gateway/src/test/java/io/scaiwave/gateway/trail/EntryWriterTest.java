package io.scaiwave.gateway.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.scaiwave.gateway.testing.Installation;
import io.scaiwave.gateway.testing.Rows;
import io.scaiwave.tenancy.audit.AuditEntry;
import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.context.PartnerContext;
import io.scaiwave.tenancy.context.Principal;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.id.UserId;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Installation.class)
class EntryWriterTest {

    private static final int EACH = 20;

    @Inject
    EntryWriter writer;

    @Inject
    Clock clock;

    @Test
    void whenItSaysThatAllIsWrittenItIs() {
        List<PartnerId> partners = Stream.generate(PartnerId::random).limit(10).toList();
        for (int i = 0; i < EACH; i++) {
            partners.forEach(this::write);
        }

        // It gives up waiting after some seconds; a slow machine takes another turn.
        await().atMost(Duration.ofSeconds(120)).until(writer::finish);

        assertThat(partners).allSatisfy(partner -> assertThat(Rows.events(partner, "swp.audit.entry"))
                .hasSize(EACH));
    }

    @Test
    void withNothingToWriteItWaitsForNothing() {
        await().atMost(Duration.ofSeconds(120)).until(writer::finish);

        assertThat(writer.finish()).isTrue();
    }

    private void write(PartnerId partner) {
        PartnerContext scope = new PartnerContext(partner);
        Principal principal = new Principal(
                UserId.random().wire(), Principal.Kind.USER, "pat", Set.of("partner_admin"), Set.of(), null);
        Caller caller = new Caller(scope, scope, principal, "request", "127.0.0.1", null);
        writer.write(
                scope,
                partner.wire(),
                AuditEntry.of(caller, clock, "tenant.access", "tenant", null, null, AuditEntry.SUCCESS));
    }
}
