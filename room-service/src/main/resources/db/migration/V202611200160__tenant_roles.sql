-- A tenant with a schema of its own works as a role of its own, which reaches its schema and this much of ours. Row-level
-- security applies to all of it.
GRANT USAGE ON SCHEMA ${service} TO ${service}_tenant;
GRANT INSERT ON outbox TO ${service}_tenant;
GRANT SELECT, INSERT ON inbox TO ${service}_tenant;
GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency_keys TO ${service}_tenant;
GRANT SELECT ON fences TO ${service}_tenant;
