# shellcheck shell=bash
# ./dev up [--detach]: everything, ready to use. Starts only what is not running.

run() {
  take_port_base "$@"
  local detach=""
  case "${ARGS[*]}" in
    "") ;;
    --detach | -d) detach=yes ;;
    *) die "up takes --detach and --port-base N, got '${ARGS[*]}'" ;;
  esac
  use_jdk
  lock_installation
  check_ports
  ! nothing_running || trap failed_start EXIT
  trap 'exit 130' INT TERM
  build_stale
  stop_outdated
  ready_servers
  # shellcheck disable=SC2034 # read where services are launched
  [ -n "$detach" ] || WATCHED=yes
  services_up
  seed
  unlock_installation
  trap - EXIT INT TERM
  greet
  [ -n "$detach" ] || stay
}

# All at once and first, so that a busy port is told before minutes of building.
check_ports() {
  local name port
  make_secrets
  for name in "${SERVICES[@]}"; do
    running "$name" || for port in $(service_ports "$name"); do need_free_port "$port" "$name"; done
  done
  for name in "${SERVERS[@]}"; do
    server_running "$name" || need_free_port "$(server_port "$name")" "$name"
  done
}

greet() {
  local base="" menu="./dev" gateway="http://127.0.0.1:$GATEWAY_PORT"
  [ "$PORT_BASE" = 8080 ] || base=" --port-base $PORT_BASE"
  cat <<EOF

Ready in $(elapsed): gateway $gateway · NATS $(nats_address) · all addresses: $menu status$base

Tenants acme (administrator alice) and widgets (administrator bob), partner internal. A token:
  $menu token$base --tenant acme --user alice --role tenant_admin

See acme's messages arrive, in a second terminal:
  $menu sub$base --tenant acme
  nats --server $(nats_address) --creds $HERE/acme.creds sub 'swp.room.*.>'     (with the NATS command line)

Post one:
  curl -s $gateway/v1/rooms/$(room_of acme)/send \\
    -H "Authorization: Bearer \$($menu token$base --tenant acme --user alice)" \\
    -H 'Content-Type: application/json' -d '{"content":{"msgtype":"swp.text","body":"Hello"}}'
EOF
}

# Attached: shows what the services say until Ctrl-C, or until one of them ends by itself.
stay() {
  local logs=() name dead
  for name in "${SERVICES[@]}"; do logs+=("$LOGS/$name.log"); done
  printf '\nCtrl-C stops all; data stays in %s.\n' "$HERE"
  tail -q -n 0 -F "${logs[@]}" 2>/dev/null &
  local tail_pid=$!
  trap 'kill '"$tail_pid"' 2>/dev/null || true; stop_all_now; exit 130' INT TERM HUP
  until nothing_running; do
    if dead_service >/dev/null && try_lock_installation; then
      # With the lock nobody else is about to stop it.
      if dead="$(dead_service)"; then
        kill "$tail_pid" 2>/dev/null || true
        give_up "$dead"
      fi
      unlock_installation
    fi
    sleep 1
  done
  kill "$tail_pid" 2>/dev/null || true
  say "all was stopped by another command"
}

# give_up <dead service>
give_up() {
  say "$1 $(how_it_ended "$1"); the last lines of $LOGS/$1.log:"
  tail -n 10 "$LOGS/$1.log" >&2
  say_stopped "./dev up starts again; data stays in $HERE"
  exit 1
}

stop_all_now() {
  say "stopping"
  lock_installation
  stop_everything
}
