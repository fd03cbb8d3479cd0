# shellcheck shell=bash
# ./dev token --tenant acme [--user alice] [--role tenant_admin]: the token alone on standard output.

run() {
  take_port_base "$@"
  need_installation
  exec_cli token --keys "$KEYS" --gateway "http://127.0.0.1:$GATEWAY_PORT" "${ARGS[@]}"
}
