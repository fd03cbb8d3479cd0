# shellcheck shell=bash
# ./dev reset: stops everything and forgets the installation's data, keys and logs.

run() {
  take_port_base "$@"
  take_nothing_else reset
  [ -d "$HERE" ] || {
    say "nothing is installed in $HERE"
    return 0
  }
  lock_installation
  say_stopped "deleting data, keys and logs in $HERE"
  [ "$(cat "$HERE/mode" 2>/dev/null)" != docker ] || compose down --volumes >/dev/null 2>&1 || true
  delete_installation
}
