# shellcheck shell=bash
# Postgres, Redis and NATS: given by environment, in containers, or as private processes. The choice is kept per installation.

# given | docker | private
server_mode() {
  [ -z "$(given_address "$1")" ] || {
    echo given
    return
  }
  [ -f "$HERE/mode" ] || { if docker_answers; then echo docker; else echo private; fi >"$HERE/mode"; }
  cat "$HERE/mode"
}

# An address given by environment: that server is used as it is and never started or stopped.
given_address() {
  case "$1" in
    postgres) echo "${SCAIWAVE_POSTGRES_URL:-}" ;;
    redis) echo "${SCAIWAVE_REDIS_URL:-}" ;;
    nats) echo "${SCAIWAVE_NATS_SERVER_URL:-}" ;;
    *) die "no such server: $1 (there are: ${SERVERS[*]})" ;;
  esac
}

server_running() {
  case "$(server_mode "$1")" in
    given) return 0 ;;
    docker) compose_running "$1" ;;
    private) running "$1" ;;
  esac
}

server_up() {
  ! server_running "$1" || return 0
  step "starting $1"
  case "$(server_mode "$1")" in
    docker) compose_start "$1" ;;
    private) "$1_start" ;;
  esac
}

server_down() {
  case "$(server_mode "$1")" in
    docker) compose_stop "$1" ;;
    private) "$1_stop" ;;
  esac
}

# server_kill <name>: without a chance to tidy up, as a crash would.
server_kill() {
  local pid
  [ "$(server_mode "$1")" = private ] || die "only a private $1 can be killed"
  pid="$(pid_of "$1")" || die "$1 is not running"
  kill -KILL "$pid"
}

servers_up() {
  local server
  for server in "${SERVERS[@]}"; do server_up "$server"; done
}

servers_down() {
  local server
  for server in nats redis postgres; do server_down "$server"; done
}

# host:port
postgres_address() {
  local url rest
  url="$(given_address postgres)"
  [ -n "$url" ] || {
    echo "127.0.0.1:$POSTGRES_PORT"
    return
  }
  rest="${url#*://}"
  rest="${rest%%/*}"
  echo "${rest##*@}"
}

redis_address() {
  local url
  url="$(given_address redis)"
  echo "${url:-redis://:$(secret REDIS_PASSWORD)@127.0.0.1:$REDIS_PORT}"
}

nats_address() {
  local url
  url="$(given_address nats)"
  echo "${url:-nats://127.0.0.1:$NATS_PORT}"
}

# Everything the services need before they start.
ready_servers() {
  make_keys
  servers_up
  write_environment
  prepare_database
  migrate
}

# Everything an installation has written, wherever it lies.
delete_installation() {
  [ ! -L "$HERE/pg" ] || rm -rf "$(readlink -f "$HERE/pg")"
  rm -rf "$HERE"
}
