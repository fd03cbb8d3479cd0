-- One hash chain for each tenant, each partner, and the platform: hash = SHA-256(hash before || canonical entry).
-- The log tables take new rows and give rows back, nothing else; a head is the only thing that moves.
DO $$
DECLARE
    owner_class text;
    prefix text;
    owner_column text;
    owner_check text;
BEGIN
    FOREACH owner_class IN ARRAY ARRAY['tenant', 'partner', 'platform'] LOOP
        prefix := CASE owner_class WHEN 'tenant' THEN '' ELSE owner_class || '_' END;
        owner_column := owner_class || '_id';
        owner_check := CASE owner_class
            WHEN 'platform' THEN format('CHECK (platform_id = %L)', '00000000-0000-0000-0000-000000000000')
            ELSE '' END;
        EXECUTE format($ddl$
            CREATE TABLE %1$saudit_heads (
                %2$I uuid NOT NULL %3$s,
                position bigint NOT NULL,
                hash bytea NOT NULL,
                PRIMARY KEY (%2$I)
            )$ddl$, prefix, owner_column, owner_check);
        EXECUTE format('CALL protect(%L, %L, %L)', prefix || 'audit_heads', owner_class, 'SELECT, INSERT, UPDATE');
        EXECUTE format($ddl$
            CREATE TABLE %1$saudit_log (
                %2$I uuid NOT NULL %3$s,
                position bigint NOT NULL,
                audit_id uuid NOT NULL,
                occurred_at timestamptz NOT NULL,
                -- The canonical text that the hash covers; the columns below are read out of it.
                entry json NOT NULL,
                action text GENERATED ALWAYS AS (entry ->> 'action') STORED,
                actor_id text GENERATED ALWAYS AS (entry ->> 'actor_id') STORED,
                resource_type text GENERATED ALWAYS AS (entry ->> 'resource_type') STORED,
                resource_id text GENERATED ALWAYS AS (entry ->> 'resource_id') STORED,
                outcome text GENERATED ALWAYS AS (entry ->> 'outcome') STORED,
                hash bytea NOT NULL,
                PRIMARY KEY (%2$I, position)
            )$ddl$, prefix, owner_column, owner_check);
        EXECUTE format('CREATE UNIQUE INDEX %1$saudit_log_ids ON %1$saudit_log (%2$I, audit_id)', prefix, owner_column);
        EXECUTE format('CREATE INDEX %1$saudit_log_times ON %1$saudit_log (%2$I, occurred_at)', prefix, owner_column);
        EXECUTE format('CREATE INDEX %1$saudit_log_resources ON %1$saudit_log (%2$I, resource_id)', prefix, owner_column);
        EXECUTE format('CALL protect(%L, %L, %L)', prefix || 'audit_log', owner_class, 'SELECT, INSERT');
    END LOOP;
END
$$;
