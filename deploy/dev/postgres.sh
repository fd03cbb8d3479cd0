# shellcheck shell=bash
# A private PostgreSQL: own folder, loopback only, passwords from the start.

# The folder with the newest installed server programs.
postgres_bin() {
  local found
  found="$(find /usr/lib/postgresql /usr/pgsql-* /opt/homebrew/opt/postgresql* -maxdepth 3 -type f -name postgres -path '*/bin/*' 2>/dev/null | sort -V | tail -n 1)"
  [ -n "$found" ] || found="$(command -v postgres || true)"
  [ -n "$found" ] && dirname "$found"
}

need_postgres() {
  postgres_bin >/dev/null || install_package postgresql postgres
  PG_BIN="$(postgres_bin)" || die "postgres is missing although its package is installed"
}

postgres_start() {
  need_postgres
  need_free_port "$POSTGRES_PORT" postgres
  local data="$HERE/pg"
  if [ ! -f "$data/PG_VERSION" ]; then
    step "creating the database cluster"
    rm -rf "$data"
    unprivileged "$PG_BIN/initdb" -D "$data" -U postgres -A scram-sha-256 --pwfile=<(secret POSTGRES_ADMIN_PASSWORD) \
      -E UTF8 --locale=C.UTF-8 --data-checksums >>"$LOGS/postgres.log" 2>&1 || die "initdb failed; see $LOGS/postgres.log"
  fi
  forget_stale_postmaster
  local starter=()
  [ "$(id -u)" != 0 ] || starter=(unshare --user)
  launch postgres "${starter[@]}" "$PG_BIN/postgres" -D "$data" -c "config_file=$ROOT/deploy/postgres/postgresql.conf" -c "port=$POSTGRES_PORT"
  await postgres 60 postgres_ready
}

postgres_ready() { "$PG_BIN/pg_isready" -q -h 127.0.0.1 -p "$POSTGRES_PORT" -t 2; }

# What a crash leaves behind: the children of a killed server end by themselves in a moment and must be gone before a new
# one opens the files; the pid file they leave can name a zombie or, after a power cut, another program.
forget_stale_postmaster() {
  local end=$((SECONDS + 20))
  while someone_works_in "$HERE/pg"; do
    [ "$SECONDS" -lt "$end" ] || die "another postgres works in $HERE/pg and was not started by this ./dev"
    sleep 0.1
  done
  rm -f "$HERE/pg/postmaster.pid"
}

# Every postgres process works in its data folder.
someone_works_in() {
  local cwd
  for cwd in /proc/[0-9]*/cwd; do
    [ ! "$cwd" -ef "$1" ] || return 0
  done
  return 1
}

# Fast shutdown: open sessions are ended.
postgres_stop() { halt postgres INT 20; }

# psql_admin <database> <psql arguments…>
psql_admin() {
  local database="$1"
  shift
  PGPASSWORD="$(secret POSTGRES_ADMIN_PASSWORD)" psql_bin -X -q -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$POSTGRES_PORT" -U postgres -d "$database" "$@"
}

psql_bin() {
  if command -v psql >/dev/null; then psql "$@"; else "$(postgres_bin)/psql" "$@"; fi
}
