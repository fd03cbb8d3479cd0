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
  choose_postgres_user
  [ -f "$HERE/pg/PG_VERSION" ] || create_cluster
  forget_stale_postmaster
  local data
  data="$(readlink -f "$HERE/pg")"
  # A copy, because another user may not be let into the project's folder.
  install -m 644 "$ROOT/deploy/postgres/postgresql.conf" "$data/scaiwave.conf"
  launch postgres "${AS_POSTGRES[@]}" "$PG_BIN/postgres" -D "$data" -c "config_file=$data/scaiwave.conf" -c "port=$POSTGRES_PORT"
  await postgres 60 postgres_ready
}

# Postgres refuses to be root. Root runs it as an unmapped user of a namespace of its own, so that all files stay root's
# wherever they lie; where namespaces are forbidden, as in many containers, as nobody with its data in a folder that
# nobody can reach.
choose_postgres_user() {
  AS_POSTGRES=()
  [ "$(id -u)" = 0 ] || return 0
  if [ ! -L "$HERE/pg" ] && unshare --user true 2>/dev/null; then
    AS_POSTGRES=(unshare --user)
  else
    AS_POSTGRES=(env --chdir=/ setpriv --reuid=nobody --regid=nogroup --clear-groups)
    [ -L "$HERE/pg" ] || {
      rm -rf "$HERE/pg" "$(far_data)"
      install -d -m 700 -o nobody -g nogroup "$(far_data)"
      ln -s "$(far_data)" "$HERE/pg"
    }
  fi
}

far_data() { echo "/var/tmp/scaiwave-$(cksum <<<"$HERE" | cut -d' ' -f1)"; }

create_cluster() {
  step "creating the database cluster"
  local data password
  [ -L "$HERE/pg" ] || { rm -rf "$HERE/pg" && mkdir -m 700 "$HERE/pg"; }
  data="$(readlink -f "$HERE/pg")"
  find "$data" -mindepth 1 -delete
  password="$(mktemp)"
  secret POSTGRES_ADMIN_PASSWORD >"$password"
  [ ! -L "$HERE/pg" ] || chown nobody "$password"
  "${AS_POSTGRES[@]}" "$PG_BIN/initdb" -D "$data" -U postgres -A scram-sha-256 "--pwfile=$password" \
    -E UTF8 --locale=C.UTF-8 --data-checksums >>"$LOGS/postgres.log" 2>&1 || {
    rm -f "$password"
    die "initdb failed; see $LOGS/postgres.log"
  }
  rm -f "$password"
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

psql_bin() {
  command -v psql >/dev/null || install_package postgresql-client psql
  psql "$@"
}
