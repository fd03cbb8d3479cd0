-- One database for all services; nobody gets in or makes anything without a grant.
-- Run as administrator in database "postgres"; may be run again.
\set ON_ERROR_STOP on

select 'create database scaiwave' where not exists (select from pg_database where datname = 'scaiwave') \gexec

revoke all on database scaiwave, postgres, template1 from public;

\connect scaiwave
revoke all on schema public from public;

-- A large object belongs to no table: no policy holds it back. Nobody but the administrator makes, reads or changes one.
select format('revoke all on function %s from public', p.oid::regprocedure)
from pg_proc p
where p.pronamespace = 'pg_catalog'::regnamespace
  and p.proname ~ '^lo(_|read$|write$)'
\gexec
