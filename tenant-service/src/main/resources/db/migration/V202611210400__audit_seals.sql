-- Where a chain stood at a moment, signed with a key that is not in the database: a tail cut off or hashed again later
-- does not fit the seals it had.
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
            CREATE TABLE %1$saudit_seals (
                %2$I uuid NOT NULL %3$s,
                position bigint NOT NULL,
                hash bytea NOT NULL,
                sealed_at timestamptz NOT NULL,
                signature bytea NOT NULL,
                PRIMARY KEY (%2$I, position)
            )$ddl$, prefix, owner_column, owner_check);
        EXECUTE format('CALL protect(%L, %L, %L)', prefix || 'audit_seals', owner_class, 'SELECT, INSERT');
    END LOOP;
END
$$;
