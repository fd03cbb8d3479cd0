-- For a service that gives tenants databases to themselves: the database that these are copied from. It has the service's
-- schema and nothing of any tenant; migrations fill it as they do the home.
-- Run as administrator in database "postgres", after roles.sql; may be run again. Variable: service.
\set ON_ERROR_STOP on
\set owner :service _owner
\set app :service _app
\set relay :service _relay
\set template :service _template

-- Whoever may create databases may copy a template.
select format('create database %I template template0 is_template true', :'template')
where not exists (select from pg_database where datname = :'template') \gexec
revoke all on database :"template" from public;
grant connect on database :"template" to :"owner";

\connect :"template"
revoke all on schema public from public;

-- A large object belongs to no table: no policy holds it back.
select format('revoke all on function %s from public', p.oid::regprocedure)
from pg_proc p
where p.pronamespace = 'pg_catalog'::regnamespace
  and p.proname ~ '^lo(_|read$|write$)'
\gexec

select format('create schema %I authorization %I', :'service', :'owner')
where not exists (select from pg_namespace where nspname = :'service') \gexec
revoke all on schema :"service" from public;
grant usage on schema :"service" to :"app", :"relay";

alter default privileges for role :"owner" revoke execute on functions from public;
alter default privileges for role :"owner" revoke usage on types from public;
