# shellcheck shell=bash
# ./dev migrate [--workers N] [--failures N] [--lock-wait S]: migrations alone, also while services run; after a run that
# failed or was killed it goes on where that one ended.

run() {
  take_port_base "$@"
  need_installation
  lock_installation
  server_running postgres || die "Postgres is not running: ./dev servers up"
  prepare_database
  migrate_now "${ARGS[@]}"
}
