# shellcheck shell=bash
# PgBouncer, for tests alone: they prove that tenants stay apart on a server connection that several clients share.

pgbouncer_runs() { "$1" --version >/dev/null 2>&1; }

# Tests start it themselves, by .dev/tools/pgbouncer or from the path. Without it all others run and those say what is missing.
need_pgbouncer() {
  local own="$TOOLS/pgbouncer" found
  found="$(PATH="$PATH:/usr/sbin" command -v pgbouncer || true)"
  if [ -x "$own" ] || { [ -n "$found" ] && pgbouncer_runs "$found"; }; then return; fi
  fetch_pgbouncer "$own" || say "pgbouncer is missing and could not be fetched: install the package 'pgbouncer', or its tests fail"
}

# The program finds the libraries that came with it.
fetch_pgbouncer() {
  debian_here || return 1
  step "fetching pgbouncer of Debian $(debian_suite) into .dev/tools"
  fetch_package "$(debian_suite)" pgbouncer "$1.d" || return 1
  cat >"$1.new" <<'EOF'
#!/bin/sh
here="$(dirname "$(readlink -f "$0")")/pgbouncer.d"
LD_LIBRARY_PATH="$(echo "$here"/usr/lib/*-linux-gnu)" exec "$here/usr/sbin/pgbouncer" "$@"
EOF
  chmod 755 "$1.new"
  pgbouncer_runs "$1.new" || return 1
  mv "$1.new" "$1"
}
