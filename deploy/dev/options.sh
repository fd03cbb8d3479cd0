# shellcheck shell=bash
# shellcheck disable=SC2034 # these names are for the other parts
# Every command takes --port-base N; an installation is a port base and the folder .dev/<N>.

SERVICES=(tenant-service identity-gateway room-service)
SERVERS=(postgres redis nats)
PORT_BASE="${SCAIWAVE_PORT_BASE:-8080}"
ARGS=()

# Takes --port-base out of the arguments and leaves the rest in ARGS. Without it, a shell or a test that has the
# environment of an installation means that installation.
take_port_base() {
  local home="${SCAIWAVE_HOME:-}"
  ARGS=()
  while [ $# -gt 0 ]; do
    case "$1" in
      --port-base)
        [ $# -ge 2 ] || die "--port-base needs a number"
        PORT_BASE="$2" home=""
        shift
        ;;
      --port-base=*) PORT_BASE="${1#*=}" home="" ;;
      *) ARGS+=("$1") ;;
    esac
    shift
  done
  use_installation "$PORT_BASE" "$home"
}

# For commands that would do harm on a misspelt option.
take_nothing_else() {
  [ ${#ARGS[@]} -eq 0 ] || die "$1 takes --port-base N alone, got '${ARGS[*]}'"
}

# use_installation <port base> [folder]
use_installation() {
  PORT_BASE="$1"
  [[ "$PORT_BASE" =~ ^[0-9]{4,5}$ && "$PORT_BASE" -ge 1024 && "$PORT_BASE" -le 65500 ]] \
    || die "--port-base wants a number from 1024 to 65500, got '$PORT_BASE'"
  HERE="${2:-$ROOT/.dev/$PORT_BASE}"
  KEYS="$HERE/keys"
  LOGS="$HERE/logs"
  RUN="$HERE/run"
  TOOLS="$ROOT/.dev/tools"
  GATEWAY_PORT=$PORT_BASE
  POSTGRES_PORT=$((PORT_BASE + 20))
  REDIS_PORT=$((PORT_BASE + 21))
  NATS_PORT=$((PORT_BASE + 22))
  NATS_MONITOR_PORT=$((PORT_BASE + 23))
}

make_folders() {
  (umask 077 && mkdir -p "$HERE" "$LOGS" "$RUN")
}

service_port() {
  case "$1" in
    identity-gateway) echo $((PORT_BASE + 2)) ;;
    tenant-service) echo $((PORT_BASE + 1)) ;;
    room-service) echo $((PORT_BASE + 4)) ;;
    *) die "no such service: $1 (there are: ${SERVICES[*]})" ;;
  esac
}

management_port() {
  case "$1" in
    tenant-service) echo $((PORT_BASE + 11)) ;;
    identity-gateway) echo $((PORT_BASE + 12)) ;;
    room-service) echo $((PORT_BASE + 14)) ;;
    *) die "no such service: $1 (there are: ${SERVICES[*]})" ;;
  esac
}

service_schema() {
  case "$1" in
    tenant-service) echo tenant ;;
    identity-gateway) echo identity ;;
    room-service) echo room ;;
    *) die "no such service: $1 (there are: ${SERVICES[*]})" ;;
  esac
}

server_port() {
  case "$1" in
    postgres) echo "$POSTGRES_PORT" ;;
    redis) echo "$REDIS_PORT" ;;
    nats) echo "$NATS_PORT" ;;
    *) die "no such server: $1 (there are: ${SERVERS[*]})" ;;
  esac
}
