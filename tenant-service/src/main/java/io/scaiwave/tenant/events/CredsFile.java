package io.scaiwave.tenant.events;

/** The text of a {@code .creds} file, as every NATS client reads it. */
final class CredsFile {

    private CredsFile() {}

    static String of(String jwt, NatsKey user) {
        return """
            -----BEGIN NATS USER JWT-----
            %s
            ------END NATS USER JWT------

            ************************* IMPORTANT *************************
            NKEY Seed printed below can be used to sign and prove identity.
            NKEYs are sensitive and should be treated as secrets.

            -----BEGIN USER NKEY SEED-----
            %s
            ------END USER NKEY SEED------

            *************************************************************
            """.formatted(jwt, new String(user.seed()));
    }
}
