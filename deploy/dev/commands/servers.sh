# shellcheck shell=bash
# ./dev servers up|down|restart|kill [postgres|redis|nats]: the backing servers alone.

run() {
  take_port_base "$@"
  set -- "${ARGS[@]}"
  local action="${1:-up}" chosen=("${@:2}") server
  for server in "${chosen[@]}"; do given_address "$server" >/dev/null; done
  lock_installation
  case "$action" in
    up) start_chosen "${chosen[@]}" ;;
    down) stop_chosen "${chosen[@]}" ;;
    restart)
      stop_chosen "${chosen[@]}"
      start_chosen "${chosen[@]}"
      ;;
    kill)
      [ ${#chosen[@]} -gt 0 ] || die "say which server to kill: ${SERVERS[*]}"
      for server in "${chosen[@]}"; do server_kill "$server"; done
      ;;
    *) die "servers wants up, down, restart or kill, got '$action'" ;;
  esac
}

# All of them also means keys, roles, migrations and the files with the environment.
start_chosen() {
  local server
  if [ $# -gt 0 ]; then
    make_keys
    for server in "$@"; do server_up "$server"; done
    return
  fi
  ! nothing_running || trap failed_start EXIT
  make_keys
  servers_up
  trap - EXIT
  ready_servers
  say "servers of $HERE are up; eval \"\$(./dev env [service] --port-base $PORT_BASE)\" gives their addresses ($(elapsed))"
}

stop_chosen() {
  local server
  [ $# -gt 0 ] || set -- nats redis postgres
  [ -f "$HERE/secrets" ] || return 0
  for server in "$@"; do server_down "$server"; done
}
