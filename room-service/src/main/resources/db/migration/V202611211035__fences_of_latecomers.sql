-- Whom a service that knew no fences placed after the fences had come: these have rows, no fence, and were let in nowhere.
ALTER TABLE streams NO FORCE ROW LEVEL SECURITY;
ALTER TABLE fences NO FORCE ROW LEVEL SECURITY;
INSERT INTO fences (tenant_id, level, state) SELECT tenant_id, 'shared', 'open' FROM streams ON CONFLICT DO NOTHING;
ALTER TABLE fences FORCE ROW LEVEL SECURITY;
ALTER TABLE streams FORCE ROW LEVEL SECURITY;
