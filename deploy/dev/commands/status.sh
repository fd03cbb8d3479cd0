# shellcheck shell=bash
# ./dev status [--json]: what runs where. With --json the addresses carry the installation's own passwords.

run() {
  take_port_base "$@"
  case "${ARGS[*]}" in
    "") status_text ;;
    --json) status_json ;;
    *) die "status takes --json and --port-base N, got '${ARGS[*]}'" ;;
  esac
}

# Fails when something is not ready, so that a script can ask.
status_text() {
  local name all=0 pid
  printf '%-18s %-28s %-8s %s\n' name address pid state
  for name in "${SERVERS[@]}"; do
    pid="$(pid_of "$name" || true)"
    if [ -f "$HERE/secrets" ] && server_running "$name"; then
      status_line "$name" "$(server_address "$name")" "${pid:--}" "up ($(server_mode "$name"))"
    else
      status_line "$name" "-" "-" down
      all=1
    fi
  done
  for name in "${SERVICES[@]}"; do
    pid="$(pid_of "$name" || true)"
    if [ -z "$pid" ]; then
      status_line "$name" "-" "-" down
      all=1
    elif service_ready "$name"; then
      status_line "$name" "$(service_url "$name")" "$pid" ready
    else
      status_line "$name" "$(service_url "$name")" "$pid" "not ready"
      all=1
    fi
  done
  return "$all"
}

status_line() { printf '%-18s %-28s %-8s %s\n' "$@"; }

server_address() {
  case "$1" in
    postgres) postgres_address ;;
    redis) redis_address | sed 's|.*@||; s|^redis://||' ;;
    nats) nats_address | sed 's|^nats://||' ;;
  esac
}

# The gateway is known by its public port; its own REST API is for the inside.
service_url() {
  if [ "$1" = identity-gateway ]; then
    echo "http://127.0.0.1:$GATEWAY_PORT"
  else
    echo "http://127.0.0.1:$(service_port "$1")"
  fi
}

status_json() {
  local name pid ready list=""
  make_folders
  make_secrets
  for name in "${SERVICES[@]}"; do
    pid="$(pid_of "$name" || true)"
    ready=false
    [ -z "$pid" ] || ! service_ready "$name" || ready=true
    list="$list, \"$name\": {\"url\": \"$(service_url "$name")\", \"pid\": ${pid:-null}, \"ready\": $ready}"
  done
  printf '{"gateway": "http://127.0.0.1:%s", "nats": "%s", "postgres": "%s", "redis": "%s", "services": {%s}}\n' \
    "$GATEWAY_PORT" "$(nats_address)" "$(admin_url)" "$(redis_address)" "${list#, }"
}
