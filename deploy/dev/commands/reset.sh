# shellcheck shell=bash
# ./dev reset: stops everything and forgets the installation's data, keys and logs.

run() {
  take_port_base "$@"
  take_nothing_else reset
  [ -d "$HERE" ] || return 0
  lock_installation
  stop_everything
  [ "$(cat "$HERE/mode" 2>/dev/null)" != docker ] || compose down --volumes >/dev/null 2>&1 || true
  delete_installation
}
