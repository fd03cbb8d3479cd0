# shellcheck shell=bash
# ./dev sub --tenant acme [--count N] [--timeout S] [--json]: the tenant's events as they come.

run() {
  take_port_base "$@"
  need_installation
  exec_cli sub --keys "$KEYS" --gateway "http://127.0.0.1:$GATEWAY_PORT" --nats "$(nats_address)" "${ARGS[@]}"
}
