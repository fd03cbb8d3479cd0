package io.scaiwave.tenant.events;

import io.scaiwave.tenancy.id.CredentialId;
import java.util.List;

/** What a subscriber may do: hear its tenant's rooms, and ask for and confirm what its own consumer keeps for it. */
final class SubscriberPermissions {

    private SubscriberPermissions() {}

    static UserClaim.Permissions of(CredentialId id, boolean durable) {
        return new UserClaim.Permissions(
                durable ? own(ReplayStreams.STREAM, ReplayStreams.consumerOf(id)) : List.of(),
                List.of(AccountClaim.ROOMS, inbox(id) + ".>"));
    }

    /** Confirmations come in two forms, the newer one with domain ({@code _} for none) and account in front. */
    private static List<String> own(String stream, String consumer) {
        return List.of(
                "$JS.API.CONSUMER.MSG.NEXT." + stream + "." + consumer,
                "$JS.ACK." + stream + "." + consumer + ".>",
                "$JS.ACK._.*." + stream + "." + consumer + ".>");
    }

    /** Answers come to an inbox that no other credential may listen to. */
    static String inbox(CredentialId id) {
        return "_INBOX_" + id.wire();
    }
}
