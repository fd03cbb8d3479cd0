-- The only way to make or remove roles of tenants, and to make their schemas. Run after provisioner.sql, as it is.
-- Each acts as <service>_maker, takes a tenant's id, and leaves alone what it finds in another
-- form than it would have made: its caller may be a service that somebody has taken over.
\set ON_ERROR_STOP on
\set provisioner :service _provisioner
\set maker :service _maker
\set places :service _places

select format('create schema %I', :'places')
where not exists (select from pg_namespace where nspname = :'places') \gexec
revoke all on schema :"places" from public;
grant usage on schema :"places" to :"provisioner";

-- Fails unless the role, if there is one, is a tenant's: no login, no power, in its group, for its service, owning nothing.
create or replace procedure :"places".inspect_role(place text)
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    service constant text := regexp_replace(current_user, '_maker$', '');
    role constant oid := to_regrole(place);
begin
    if exists (
            select from pg_roles r where r.oid = role
               and (r.rolcanlogin or r.rolsuper or r.rolcreatedb or r.rolcreaterole or r.rolreplication or r.rolbypassrls
                    or not r.rolinherit))
        or exists (select from pg_db_role_setting s where s.setrole = role)
        or exists (
            select from pg_auth_members m where m.member = role
               and (m.admin_option or m.roleid <> to_regrole(service || '_tenant')))
        or exists (
            select from pg_auth_members m where m.roleid = role
               and not (m.member = to_regrole(service || '_app') and not m.admin_option
                    or m.member = to_regrole(current_user::text)))
        or exists (
            select from pg_shdepend d left join pg_database b on b.oid = d.dbid
             where d.refclassid = 'pg_authid'::regclass and d.refobjid = role
               and not (d.deptype = 'a' and b.datname is not distinct from current_database()
                    and exists (
                        select from pg_identify_object(d.classid, d.objid, d.objsubid) o
                         where o.schema = place or o.type = 'schema' and o.name = place)))
    then
        raise exception using errcode = '55000', message = format('the role %s is not as it is made', place);
    end if;
end
$$;

-- Fails unless the schema, if there is one, is the owner's and open to the tenant's role alone.
create or replace procedure :"places".inspect_schema(place text)
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    owner constant oid := to_regrole(regexp_replace(current_user, '_maker$', '') || '_owner');
begin
    if exists (
        select from pg_namespace n
         where n.nspname = place
           and (n.nspowner <> owner or exists (
                select from aclexplode(n.nspacl) acl
                 where acl.grantee <> owner
                   and (acl.grantee is distinct from to_regrole(place)
                        or acl.privilege_type <> 'USAGE' or acl.is_grantable))))
    then
        raise exception using errcode = '55000', message = format('the schema %s is not as it is made', place);
    end if;
end
$$;

-- Role, schema and grants of a tenant. May be called again.
create or replace procedure :"places".make(tenant uuid)
language plpgsql security definer set search_path = pg_catalog, :"places", pg_temp
as $$
declare
    service constant text := regexp_replace(current_user, '_maker$', '');
    place constant text := 't_' || replace(tenant::text, '-', '');
begin
    if tenant is null then
        raise exception using errcode = '22004', message = 'a tenant is wanted';
    end if;
    call inspect_role(place);
    call inspect_schema(place);
    if to_regrole(place) is null then
        execute format('create role %I nologin inherit', place);
        execute format('grant %I to %I', service || '_tenant', place);
        execute format('grant %I to %I', place, service || '_app');
    end if;
    if to_regnamespace(place) is null then
        execute format('create schema %I authorization %I', place, service || '_owner');
        execute format('grant usage on schema %I to %I', place, place);
    end if;
end
$$;

-- The tenant's role, once the owner has removed its schema. May be called again.
create or replace procedure :"places".take_back(tenant uuid)
language plpgsql security definer set search_path = pg_catalog, :"places", pg_temp
as $$
declare
    place constant text := 't_' || replace(tenant::text, '-', '');
begin
    if to_regrole(place) is null then
        return;
    end if;
    if to_regnamespace(place) is not null then
        raise exception using errcode = '55000', message = format('the schema %s is there', place);
    end if;
    call inspect_role(place);
    execute format('drop role %I', place);
end
$$;

-- Fails unless the role, if there is one, is the login of a tenant's own database: of no power, able to become the service's
-- runtime role alone, owning nothing, let into no other database.
create or replace procedure :"places".inspect_login(login text)
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    app constant text := regexp_replace(current_user, '_maker$', '') || '_app';
    role constant oid := to_regrole(login);
begin
    if exists (
            select from pg_roles r where r.oid = role
               and (not r.rolcanlogin or r.rolinherit or r.rolsuper or r.rolcreatedb or r.rolcreaterole
                    or r.rolreplication or r.rolbypassrls
                    or exists (
                        select from unnest(r.rolconfig) setting
                         where setting !~ '^(search_path|statement_timeout|idle_in_transaction_session_timeout)=')))
        or exists (select from pg_db_role_setting s where s.setrole = role and s.setdatabase <> 0)
        or exists (
            select from pg_auth_members m where m.member = role
               and (m.admin_option or m.roleid <> to_regrole(app)))
        or exists (
            select from pg_auth_members m where m.roleid = role and m.member <> to_regrole(current_user::text))
        or exists (
            select from pg_shdepend d left join pg_database b on b.oid = d.objid
             where d.refclassid = 'pg_authid'::regclass and d.refobjid = role
               and not (d.deptype = 'a' and d.classid = 'pg_database'::regclass
                    and b.datname is not distinct from login))
    then
        raise exception using errcode = '55000', message = format('the login %s is not as it is made', login);
    end if;
end
$$;

-- The login of a tenant's own database. It becomes the service's runtime role within each transaction, has none of its rights
-- before, and connects to nothing until a database lets it in. The password comes as its verifier, never as itself. May be called
-- again, with another.
create or replace procedure :"places".make_login(tenant uuid, verifier text)
language plpgsql security definer set search_path = pg_catalog, :"places", pg_temp
as $$
declare
    service constant text := regexp_replace(current_user, '_maker$', '');
    login constant text := 'd_' || replace(tenant::text, '-', '');
begin
    if tenant is null or verifier is null
        or verifier !~ '^SCRAM-SHA-256\$[0-9]{4,6}:[A-Za-z0-9+/=]{16,64}\$[A-Za-z0-9+/=]{44}:[A-Za-z0-9+/=]{44}$' then
        raise exception using errcode = '22004', message = 'a tenant and a SCRAM verifier are wanted';
    end if;
    call inspect_login(login);
    if to_regrole(login) is null then
        execute format('create role %I login noinherit connection limit 100', login);
        execute format('grant %I to %I', service || '_app', login);
        execute format('alter role %I set search_path = %I', login, service);
        execute format('alter role %I set statement_timeout = %L', login, '15s');
        execute format('alter role %I set idle_in_transaction_session_timeout = %L', login, '30s');
    end if;
    execute format('alter role %I password %L', login, verifier);
end
$$;

-- Sends away who is connected to a tenant's own database, before it is dropped.
create or replace procedure :"places".dismiss(tenant uuid)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    perform pg_terminate_backend(pid) from pg_stat_activity where datname = 'd_' || replace(tenant::text, '-', '');
end
$$;

-- The login, once the database is gone. May be called again.
create or replace procedure :"places".take_back_login(tenant uuid)
language plpgsql security definer set search_path = pg_catalog, :"places", pg_temp
as $$
declare
    login constant text := 'd_' || replace(tenant::text, '-', '');
begin
    if to_regrole(login) is null then
        return;
    end if;
    if exists (select from pg_database where datname = login) then
        raise exception using errcode = '55000', message = format('the database %s is there', login);
    end if;
    call inspect_login(login);
    execute format('drop role %I', login);
end
$$;

select format('alter procedure %s owner to %I', p.oid::regprocedure, :'maker'),
       format('revoke all on procedure %s from public', p.oid::regprocedure)
from pg_proc p where p.pronamespace = :'places'::regnamespace \gexec

grant usage on schema :"places" to :"maker";
grant execute on procedure :"places".make(uuid), :"places".take_back(uuid), :"places".make_login(uuid, text),
    :"places".dismiss(uuid), :"places".take_back_login(uuid) to :"provisioner";
