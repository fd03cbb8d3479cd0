package io.scaiwave.gateway.login;

import io.scaiwave.tenancy.directory.TenantDirectory;
import io.scaiwave.tenancy.directory.TenantEntry;
import io.scaiwave.tenancy.id.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tenant that somebody without a token names. Names that disagree, or that nobody has, select none: whether a tenant
 * exists cannot be told from it.
 */
@ApplicationScoped
class SelectedTenant {

    private final TenantDirectory directory;

    SelectedTenant(TenantDirectory directory) {
        this.directory = directory;
    }

    /** @param names slugs and ids with commas between them, as the edge gives them */
    Optional<TenantEntry> of(@Nullable String names) {
        if (names == null || names.isEmpty()) {
            return Optional.empty();
        }
        List<Optional<TenantEntry>> named =
                Stream.of(names.split(",", -1)).map(this::find).distinct().toList();
        return named.size() == 1 ? named.getFirst().filter(TenantEntry::isUsable) : Optional.empty();
    }

    private Optional<TenantEntry> find(String name) {
        return name.indexOf('_') >= 0 ? directory.byId(TenantId.parse(name)) : directory.bySlug(name);
    }
}
