# shellcheck shell=bash
# ./dev down: stops everything of the installation; its data stays.

run() {
  take_port_base "$@"
  take_nothing_else down
  [ -d "$HERE" ] || {
    say "nothing is installed in $HERE"
    return 0
  }
  lock_installation
  say_stopped "data stays in $HERE"
}
