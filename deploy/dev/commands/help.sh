# shellcheck shell=bash

run() {
  cat <<'EOF'
./dev <command> [--port-base N]

Run
  up [--detach | -d]    build what is stale, start servers and services, seed a demonstration; attached, it shows what the
                        services say, Ctrl-C stops all, and a service that ends by itself ends all with its last lines
  down                  stop everything; data stays in .dev/<N>
  reset                 stop everything and delete .dev/<N>
  status [--json]       what runs where; fails when something is not ready. --json holds the servers' passwords
  logs [name] [-f]      logs of a service or server, or of all

Use
  token --tenant acme [--user alice] [--role tenant_admin]
        --partner internal [--role partner_admin] | --role super_admin
        [--email alice@acme.example] [--minutes 60]
                        a development token, alone on standard output; slugs and ids both do
  sub --tenant acme [--user alice] [--subject 'swp.room.*.>'] [--count N] [--timeout S] [--json]
      --creds FILE [...]
                        a tenant's events, live, by credentials of its own NATS account: new ones that the user, an
                        administrator, asks for, or those in the file
  psql [service] [--app] [arguments]
                        the database as administrator, or as the service's runtime role
  env [service]         the environment a service gets, as export lines: eval "$(./dev env room-service)"; without a
                        service, with the administrators' addresses

Work
  test [module | Maven arguments]
                        every test, against real servers of its own; ends with the slowest test classes and with
                        "N passed, N failed, N skipped"
  bench [name]          figures of a running installation, as ratios of one run
  lint                  formatting, compile-time checks, shell scripts
  format                write Java sources in the project's format
  migrate [--workers N] [--failures N] [--lock-wait S]
                        migrations alone, also while services run: the tables of all, then the own schemas of tenants, one
                        first, then a few, then N at a time, each over two connections. Who fails is named; after more than
                        so many failures the rest is left. A table that is in use is given up after S seconds and tried
                        again. Killed or failed, the next run goes on from there
  servers up|down|restart|kill [postgres|redis|nats]
                        the backing servers alone, with keys, roles and migrations; kill is kill -9, for trying out crashes

N is the gateway's port, 8080 unless told; an installation lives in .dev/<N>, several can run side by side. All else follows:
  +1 tenant-service  +2 identity-gateway inside  +4 room-service  +11 +12 +14 their management ports
  +20 Postgres  +21 Redis  +22 NATS  +23 NATS monitor (tells every local user which accounts are connected)

Backing servers are, in this order: the ones given by environment (SCAIWAVE_POSTGRES_URL = postgresql://admin:password@host:port/db,
SCAIWAVE_REDIS_URL, SCAIWAVE_NATS_SERVER_URL, which must trust the operator in .dev/<N>/keys), containers where Docker answers,
or private processes of installed programs. What is missing is installed by package on Debian when run as root.
JDK 25 is found in JAVA_HOME, on the path, or where JDKs usually are.
EOF
}
