package io.scaiwave.tenancy.nats;

import io.scaiwave.tenancy.context.PartnerContext;
import io.scaiwave.tenancy.context.PlatformContext;
import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.id.RoomId;
import io.scaiwave.tenancy.id.TenantId;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Builds every subject of the platform: {@code swp.<owner>.<area>…}, where owner is a tenant id, a partner id or
 * {@code platform}. The area is always the third token: streams take subjects by it, and a server refuses streams whose
 * subjects might overlap.
 *
 * <p>Ids are typed, so no dot, wildcard or space can come from outside; the fixed parts are checked against
 * {@code [a-z_]+} tokens, at most 128 characters of them.
 */
public final class Subjects {

    private static final Pattern TOKENS = Pattern.compile("[a-z_]+(\\.[a-z_]+)*");

    private Subjects() {}

    /** {@code swp.<tenant>.<area>…}, for example {@code tenant.epoch} or {@code identity.user.created}. */
    public static String tenant(TenantId tenant, String rest) {
        return "swp." + tenant.wire() + "." + tokens(rest);
    }

    public static String room(TenantId tenant, RoomId room, String kind) {
        return "swp." + tenant.wire() + ".room." + room.wire() + "." + tokens(kind);
    }

    /** Every room event of one tenant, in the platform's account. */
    public static String roomsOf(TenantId tenant) {
        return "swp." + tenant.wire() + ".room.>";
    }

    /** The same part of every tenant, to subscribe to. */
    public static String everyTenant(String rest) {
        return "swp.*." + tokens(rest);
    }

    public static String partner(PartnerId partner, String rest) {
        return "swp." + partner.wire() + ".partner." + tokens(rest);
    }

    public static String platform(String rest) {
        return "swp.platform.platform." + tokens(rest);
    }

    /** An audit entry for the log of that scope. */
    public static String audit(Scope scope) {
        return switch (scope) {
            case TenantContext tenant -> tenant(tenant.tenantId(), "tenant.audit");
            case PartnerContext partner -> partner(partner.partnerId(), "audit");
            case PlatformContext ignored -> platform("audit");
        };
    }

    /** What happens to tenants, whichever. */
    public static String everyTenantsLifecycle() {
        return "swp.*.tenant.>";
    }

    /** What happens to partners, whichever. */
    public static String everyPartnersLifecycle() {
        return "swp.*.partner.>";
    }

    /** How a tenant's own account calls {@link #roomsOf its rooms}. */
    public static String ownRooms() {
        return "swp.room.>";
    }

    /** The audit entries of every owner. */
    public static List<String> everyAudit() {
        return List.of("swp.*.tenant.audit", "swp.*.partner.audit", "swp.*.platform.audit");
    }

    public static boolean isAudit(String subject) {
        return subject.endsWith(".audit");
    }

    /** Where a message that cannot be handled is kept: {@code swp.<owner>.dlq.<rest of its subject>}. */
    public static String deadLetter(String subject) {
        String[] parts = subject.split("\\.", 3);
        if (parts.length < 3 || !parts[0].equals("swp")) {
            throw new IllegalArgumentException("Not a subject of the platform: " + subject);
        }
        return "swp." + parts[1] + ".dlq." + parts[2];
    }

    private static String tokens(String rest) {
        if (rest.length() > 128 || !TOKENS.matcher(rest).matches()) {
            throw new IllegalArgumentException("Not a subject part: " + rest);
        }
        return rest;
    }
}
