-- People and service users of each tenant. A row appears at its first call, under the name its issuer gives it.
CREATE TABLE users (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    issuer text NOT NULL CHECK (length(issuer) <= 500),
    subject text NOT NULL CHECK (length(subject) <= 255),
    kind text NOT NULL DEFAULT 'human' CHECK (kind IN ('human', 'service')),
    display_name text CHECK (length(display_name) <= 200),
    email text CHECK (length(email) <= 320),
    version bigint NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, issuer, subject)
);
CALL protect('users', 'tenant', 'SELECT, INSERT, UPDATE');
