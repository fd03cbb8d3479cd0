# shellcheck shell=bash
# Backing servers in containers, where a Docker engine answers.

COMPOSE_FILE="$ROOT/deploy/compose/backing.yaml"

docker_answers() {
  command -v docker >/dev/null && timeout 5 docker info >/dev/null 2>&1 && docker compose version >/dev/null 2>&1
}

compose() {
  POSTGRES_PASSWORD="$(secret POSTGRES_ADMIN_PASSWORD)" REDIS_PASSWORD="$(secret REDIS_PASSWORD)" \
    POSTGRES_PORT="$POSTGRES_PORT" REDIS_PORT="$REDIS_PORT" NATS_PORT="$NATS_PORT" NATS_MONITOR_PORT="$NATS_MONITOR_PORT" \
    INSTALLATION="$HERE" OWNER="$(id -u):$(id -g)" \
    docker compose --project-name "scaiwave-$(basename "$HERE")-$(cksum <<<"$ROOT" | cut -d' ' -f1)" --file "$COMPOSE_FILE" "$@"
}

compose_start() {
  if [ "$1" = nats ]; then
    nats_configure "$HERE/nats" /data/jwt /data/jetstream 0.0.0.0 4222 8222
  fi
  compose up --detach --wait "$1" >>"$LOGS/$1.log" 2>&1 || die "the container of $1 did not start; see $LOGS/$1.log"
}

compose_stop() { compose rm --stop --force "$1" >>"$LOGS/$1.log" 2>&1; }

compose_running() { [ -n "$(compose ps --quiet --status running "$1" 2>/dev/null)" ]; }
