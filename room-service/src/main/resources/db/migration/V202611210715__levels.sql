-- Who was here before the fences lives on the shared level. The owner, too, sees rows of a tenant only in its name, so the
-- tables are open to it for as long as this takes, and to nobody else: the transaction holds them alone.
ALTER TABLE streams NO FORCE ROW LEVEL SECURITY;
ALTER TABLE fences NO FORCE ROW LEVEL SECURITY;
INSERT INTO fences (tenant_id, level, state) SELECT tenant_id, 'shared', 'open' FROM streams;
ALTER TABLE fences FORCE ROW LEVEL SECURITY;
ALTER TABLE streams FORCE ROW LEVEL SECURITY;

-- A tenant with a schema of its own works as a role of its own, which reaches its schema and this much of ours. Row-level
-- security applies to all of it.
GRANT USAGE ON SCHEMA ${service} TO ${service}_tenant;
GRANT INSERT ON outbox TO ${service}_tenant;
GRANT SELECT, INSERT ON inbox TO ${service}_tenant;
GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency_keys TO ${service}_tenant;
