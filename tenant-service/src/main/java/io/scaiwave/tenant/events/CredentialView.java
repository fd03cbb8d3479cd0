package io.scaiwave.tenant.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.scaiwave.tenancy.id.CredentialId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A credential as the API shows it; connection and secret only in the answer that made it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CredentialView(
        CredentialId id,
        String name,
        boolean durable,
        String createdBy,
        Instant createdAt,
        Instant expiresAt,
        List<String> subjects,
        String inboxPrefix,
        @Nullable String stream,
        @Nullable String consumer,
        @Nullable String natsUrl,
        @Nullable String account,
        @Nullable String creds,
        @Nullable String notice) {

    private static final String NOTICE = "Shown once: keep the creds text as a file. It hears every room of the tenant "
            + "except incognito ones. Clients that use request/reply must set the inbox prefix given here.";

    static CredentialView of(Credential credential) {
        return view(credential, null, null, null, null);
    }

    static CredentialView of(Credentials.Issued issued, String natsUrl) {
        return view(issued.credential(), natsUrl, issued.account().publicKey(), issued.creds(), NOTICE);
    }

    private static CredentialView view(
            Credential credential,
            @Nullable String natsUrl,
            @Nullable String account,
            @Nullable String creds,
            @Nullable String notice) {
        return new CredentialView(
                credential.id(),
                credential.name(),
                credential.durable(),
                credential.createdBy(),
                credential.createdAt(),
                credential.expiresAt(),
                List.of(AccountClaim.ROOMS),
                SubscriberPermissions.inbox(credential.id()),
                credential.durable() ? ReplayStreams.STREAM : null,
                credential.durable() ? ReplayStreams.consumerOf(credential.id()) : null,
                natsUrl,
                account,
                creds,
                notice);
    }
}
