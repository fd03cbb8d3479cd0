-- The three roles and the schema of one service. Run as administrator in database "scaiwave"; may be run again.
-- Variables: service, owner_password, app_password, relay_password.
--   <service>_owner  owns the schema, runs migrations, never serves a request
--   <service>_app    serves requests: data by grants of the migrations, row level security always applies
--   <service>_relay  moves the outbox and the inbox, nothing else
\set ON_ERROR_STOP on
\set owner :service _owner
\set app :service _app
\set relay :service _relay

select format('create role %I', name)
from unnest(array[:'owner', :'app', :'relay']) as name
where not exists (select from pg_roles where rolname = name) \gexec

alter role :"owner" login nosuperuser nocreatedb nocreaterole nobypassrls noreplication password :'owner_password';
alter role :"app" login nosuperuser nocreatedb nocreaterole nobypassrls noreplication noinherit password :'app_password';
alter role :"relay" login nosuperuser nocreatedb nocreaterole nobypassrls noreplication noinherit password :'relay_password';

grant connect on database scaiwave to :"owner", :"app", :"relay";

select format('create schema %I authorization %I', :'service', :'owner')
where not exists (select from pg_namespace where nspname = :'service') \gexec

revoke all on schema :"service" from public;
grant usage on schema :"service" to :"app", :"relay";

-- One schema in the path: a name that is missing here must fail, not be found elsewhere.
alter role :"app" set search_path = :"service";
alter role :"relay" set search_path = :"service";

-- Last resort behind the clients' own, shorter time limits.
alter role :"app" set statement_timeout = '15s';
alter role :"relay" set statement_timeout = '30s';
alter role :"app" set idle_in_transaction_session_timeout = '30s';
alter role :"relay" set idle_in_transaction_session_timeout = '30s';

-- What the owner makes stays closed until a migration grants it; functions are open to all by default.
alter default privileges for role :"owner" revoke execute on functions from public;
alter default privileges for role :"owner" revoke usage on types from public;
