package io.scaiwave.tenancy.directory;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.scaiwave.tenancy.nats.Subjects;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Fills the directory of tenants. */
@ApplicationScoped
public class DirectoryFeed {

    private static final EntryKind<TenantEntry> TENANTS = new EntryKind<>(
            "/internal/v1/directory",
            Subjects.everyTenantsLifecycle(),
            "partner_status",
            "tenant_directory",
            "tenant_id",
            TenantEntry::fromJson);

    private final EntryFeed<TenantEntry> feed;

    DirectoryFeed(TenantDirectory directory, EntryFeeds feeds) {
        this.feed = feeds.of(TENANTS, directory::accept);
    }

    void start(@Observes StartupEvent ignored) {
        feed.start();
    }

    void stop(@Observes ShutdownEvent ignored) {
        feed.stop();
    }

    /** True once all of it was read, from the table or from tenant-service. */
    public boolean isFilled() {
        return feed.isFilled();
    }
}
