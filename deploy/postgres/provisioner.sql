-- For a service that keeps tenants in schemas of their own: who makes these, and what their roles have in common.
-- Run as administrator in database "scaiwave", after roles.sql; may be run again. Variables: service, provisioner_password.
--   <service>_provisioner  the service's login for this, outside the path of requests; it can become the owner, no other,
--                          and may copy databases that are marked as templates
--   <service>_tenant       what every tenant's role may do with the service's own tables; nobody logs in as it
--   <service>_maker        makes roles and schemas, by the routines of places.sql alone; nobody logs in as it or becomes it
-- Who may make roles may, up to Postgres 15, make itself a member of any: no login of a service ever may.
\set ON_ERROR_STOP on
set client_min_messages = warning;
\set owner :service _owner
\set app :service _app
\set provisioner :service _provisioner
\set tenant :service _tenant
\set maker :service _maker

select format('create role %I', name)
from unnest(array[:'provisioner', :'tenant', :'maker']) as name
where not exists (select from pg_roles where rolname = name) \gexec

alter role :"provisioner" login nosuperuser createdb nocreaterole nobypassrls noreplication noinherit
    password :'provisioner_password';
alter role :"tenant" nologin nosuperuser nocreatedb nocreaterole nobypassrls noreplication noinherit;
alter role :"maker" nologin nosuperuser nocreatedb createrole nobypassrls noreplication inherit;

-- The provisioner's former powers, where it had them; with them go, from Postgres 16 on, the grants it made.
select format('revoke %I from %I cascade', m.roleid::regrole::text, :'provisioner')
from pg_auth_members m
where m.member = :'provisioner'::regrole and m.roleid <> :'owner'::regrole \gexec
revoke create on database scaiwave from :"provisioner";

select format('grant %I to %I', :'tenant', n.nspname), format('grant %I to %I', n.nspname, :'app'),
       format('grant %I to %I with admin option', n.nspname, :'maker')
from pg_namespace n
where n.nspname ~ '^t_[0-9a-f]{32}$' and n.nspowner = :'owner'::regrole
  and current_setting('server_version_num')::int >= 160000 \gexec

grant connect on database scaiwave to :"provisioner";
grant :"owner" to :"provisioner";

grant create on database scaiwave to :"maker";
grant :"owner" to :"maker";
grant :"tenant" to :"maker" with admin option;
-- To send away who is in a database that goes.
grant pg_signal_backend to :"maker";
-- Who may make roles needs no more for this up to Postgres 15.
select format('grant %I to %I with admin option, inherit false, set false', :'app', :'maker')
where current_setting('server_version_num')::int >= 160000 \gexec

alter role :"provisioner" set search_path = :"service";
alter role :"provisioner" set statement_timeout = '60s';
alter role :"provisioner" set lock_timeout = '5s';
