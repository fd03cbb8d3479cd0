-- One database for all services; nobody gets in or makes anything without a grant.
-- Run as administrator in database "postgres"; may be run again.
\set ON_ERROR_STOP on

select 'create database scaiwave' where not exists (select from pg_database where datname = 'scaiwave') \gexec

revoke all on database scaiwave, postgres, template1 from public;

\connect scaiwave
revoke all on schema public from public;
