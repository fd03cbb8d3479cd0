-- For a service that keeps tenants in schemas of their own: who makes these, and what their roles have in common.
-- Run as administrator in database "scaiwave", after roles.sql; may be run again. Variables: service, provisioner_password.
--   <service>_provisioner  makes schemas and roles of tenants, outside the path of requests
--   <service>_tenant       what every tenant's role may do with the service's own tables; nobody logs in as it
\set ON_ERROR_STOP on
\set owner :service _owner
\set provisioner :service _provisioner
\set tenant :service _tenant

select format('create role %I', name)
from unnest(array[:'provisioner', :'tenant']) as name
where not exists (select from pg_roles where rolname = name) \gexec

alter role :"provisioner" login nosuperuser nocreatedb createrole nobypassrls noreplication noinherit
    password :'provisioner_password';
alter role :"tenant" nologin nosuperuser nocreatedb nocreaterole nobypassrls noreplication noinherit;

grant connect, create on database scaiwave to :"provisioner";
grant :"owner" to :"provisioner";
grant :"tenant" to :"provisioner" with admin option;

alter role :"provisioner" set search_path = :"service";
alter role :"provisioner" set statement_timeout = '60s';
alter role :"provisioner" set lock_timeout = '5s';
