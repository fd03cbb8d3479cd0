-- Outbox, inbox and idempotency keys, once for each kind of owner. The relay's role reaches outbox and inbox only.
DO $$
DECLARE
    owner_class text;
    prefix text;
    owner_column text;
    owner_default text;
BEGIN
    FOREACH owner_class IN ARRAY ARRAY['tenant', 'partner', 'platform'] LOOP
        prefix := CASE owner_class WHEN 'tenant' THEN '' ELSE owner_class || '_' END;
        owner_column := owner_class || '_id';
        -- The platform is one owner, the nil UUID, so that one statement serves all three tables.
        owner_default := CASE owner_class
            WHEN 'platform' THEN format('CHECK (platform_id = %L)', '00000000-0000-0000-0000-000000000000')
            ELSE '' END;

        EXECUTE format($ddl$
            CREATE TABLE %1$soutbox (
                %2$I uuid NOT NULL %3$s,
                id uuid NOT NULL,
                ordering bigint NOT NULL DEFAULT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint,
                subject text NOT NULL CHECK (length(subject) <= 300),
                message_id text NOT NULL,
                payload jsonb NOT NULL,
                created_at timestamptz NOT NULL DEFAULT now(),
                sent_at timestamptz,
                stream text,
                stream_seq bigint,
                stream_created timestamptz,
                server_id text,
                PRIMARY KEY (%2$I, id)
            )$ddl$, prefix, owner_column, owner_default);
        EXECUTE format('CREATE INDEX %1$soutbox_unsent ON %1$soutbox (%2$I, ordering, id) WHERE sent_at IS NULL', prefix, owner_column);
        EXECUTE format('CREATE INDEX %1$soutbox_sent ON %1$soutbox (%2$I, sent_at) WHERE sent_at IS NOT NULL', prefix, owner_column);
        EXECUTE format('CALL protect(%L, %L, %L)', prefix || 'outbox', owner_class, 'INSERT');
        EXECUTE format('CREATE POLICY relay ON %soutbox TO ${service}_relay USING (true) WITH CHECK (true)', prefix);
        EXECUTE format('GRANT SELECT, UPDATE, DELETE ON %soutbox TO ${service}_relay', prefix);

        EXECUTE format($ddl$
            CREATE TABLE %1$sinbox (
                %2$I uuid NOT NULL %3$s,
                consumer text NOT NULL,
                message_id text NOT NULL CHECK (length(message_id) <= 200),
                seen_at timestamptz NOT NULL DEFAULT now(),
                PRIMARY KEY (%2$I, consumer, message_id)
            )$ddl$, prefix, owner_column, owner_default);
        EXECUTE format('CALL protect(%L, %L, %L)', prefix || 'inbox', owner_class, 'SELECT, INSERT');
        EXECUTE format('CREATE POLICY relay ON %sinbox TO ${service}_relay USING (true) WITH CHECK (true)', prefix);
        EXECUTE format('GRANT SELECT, DELETE ON %sinbox TO ${service}_relay', prefix);

        EXECUTE format($ddl$
            CREATE TABLE %1$sidempotency_keys (
                %2$I uuid NOT NULL %3$s,
                principal text NOT NULL,
                method text NOT NULL,
                path text NOT NULL,
                key text NOT NULL CHECK (length(key) <= 255),
                request_hash bytea NOT NULL,
                status int NOT NULL,
                headers jsonb NOT NULL,
                body bytea NOT NULL,
                secret boolean NOT NULL,
                created_at timestamptz NOT NULL DEFAULT now(),
                PRIMARY KEY (%2$I, principal, method, path, key)
            )$ddl$, prefix, owner_column, owner_default);
        EXECUTE format('CALL protect(%L, %L, %L)', prefix || 'idempotency_keys', owner_class, 'SELECT, INSERT, UPDATE, DELETE');
    END LOOP;
END
$$;
