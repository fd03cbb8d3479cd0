package io.scaiwave.gateway.admission;

import io.scaiwave.tenancy.directory.TenantEntry;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.problem.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tenants that a request names besides its token: by subdomain, header and path. They only select; the token
 * decides.
 */
public record Selectors(List<Selector> named) {

    /** Names under the base domain that are no tenants. */
    private static final Set<String> OURS = Set.of("www", "api", "app", "auth");

    private static final Pattern SLUG = Pattern.compile("[a-z0-9-]{1,63}");
    private static final Pattern UNUSUAL = Pattern.compile("[^A-Za-z0-9_, .-]");
    private static final int MAX_DESCRIPTION = 130;

    /** A tenant by its id or by a slug. */
    public sealed interface Selector {

        record ById(String from, TenantId id) implements Selector {}

        record BySlug(String from, String slug) implements Selector {}

        default boolean names(TenantEntry tenant) {
            return switch (this) {
                case ById byId -> byId.id().equals(tenant.id());
                case BySlug bySlug ->
                    bySlug.slug().equals(tenant.slug()) || tenant.formerSlugs().contains(bySlug.slug());
            };
        }
    }

    public static Selectors of(
            String baseDomain, @Nullable String host, List<String> headers, Optional<String> pathSlug) {
        List<Selector> named = new ArrayList<>(2);
        subdomain(baseDomain, host).ifPresent(label -> named.add(new Selector.BySlug("subdomain", label)));
        headers.forEach(header -> named.add(parse(header)));
        pathSlug.ifPresent(slug -> named.add(new Selector.BySlug("path", slug)));
        return new Selectors(List.copyOf(named));
    }

    private static Optional<String> subdomain(String baseDomain, @Nullable String host) {
        if (host == null) {
            return Optional.empty();
        }
        String name = host.toLowerCase(Locale.ROOT);
        int port = name.lastIndexOf(':');
        if (port >= 0 && !name.endsWith("]")) {
            name = name.substring(0, port);
        }
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        if (!name.endsWith(baseDomain) || name.length() <= baseDomain.length() + 1) {
            return Optional.empty();
        }
        int dot = name.length() - baseDomain.length() - 1;
        String label = name.substring(0, dot);
        return name.charAt(dot) != '.' || OURS.contains(label) ? Optional.empty() : Optional.of(label);
    }

    /** An underscore belongs to ids only; an id of another kind is refused as such. */
    private static Selector parse(String header) {
        if (header.indexOf('_') < 0) {
            return new Selector.BySlug("header", header);
        }
        try {
            return new Selector.ById("header", TenantId.parse(header));
        } catch (RefusedException refused) {
            throw refused.at("X-Tenant-ID");
        }
    }

    public boolean isEmpty() {
        return named.isEmpty();
    }

    boolean allName(TenantEntry tenant) {
        return named.stream().allMatch(selector -> selector.names(tenant));
    }

    /** The bare names, for whoever looks the tenant up; what cannot be a name is given as one that nobody has. */
    public String names() {
        return named.stream().map(Selectors::name).collect(Collectors.joining(","));
    }

    private static String name(Selector selector) {
        return switch (selector) {
            case Selector.ById byId -> byId.id().wire();
            case Selector.BySlug bySlug -> SLUG.matcher(bySlug.slug()).matches() ? bySlug.slug() : "-";
        };
    }

    String describe() {
        String all = named.stream()
                .map(selector -> switch (selector) {
                    case Selector.ById byId -> byId.from() + " " + byId.id().wire();
                    case Selector.BySlug bySlug -> bySlug.from() + " " + bySlug.slug();
                })
                .collect(Collectors.joining(", "));
        String harmless = UNUSUAL.matcher(all).replaceAll("?");
        return harmless.length() <= MAX_DESCRIPTION ? harmless : harmless.substring(0, MAX_DESCRIPTION);
    }
}
