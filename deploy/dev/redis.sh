# shellcheck shell=bash
# A private Redis.

redis_start() {
  command -v redis-server >/dev/null || install_package redis-server redis-server
  need_free_port "$REDIS_PORT" redis
  (
    umask 077
    mkdir -p "$HERE/redis"
    {
      printf 'include "%s"\n' "$ROOT/deploy/redis/redis.conf"
      printf 'port %s\ndir "%s"\nrequirepass %s\n' "$REDIS_PORT" "$HERE/redis" "$(secret REDIS_PASSWORD)"
    } >"$HERE/redis/redis.conf"
  )
  launch redis redis-server "$HERE/redis/redis.conf"
  await redis 20 redis_ready
}

redis_ready() {
  [ "$(redis_ask "AUTH $(secret REDIS_PASSWORD)" PING | tail -n 1)" = "+PONG" ]
}

# Redis' line protocol needs no client program.
redis_ask() {
  (
    exec 3<>"/dev/tcp/127.0.0.1/$REDIS_PORT" || exit 1
    for line in "$@"; do
      printf '%s\r\n' "$line" >&3
      IFS= read -r -t 2 answer <&3 || exit 1
      printf '%s\n' "${answer%$'\r'}"
    done
  ) 2>/dev/null
}

redis_stop() { halt redis TERM 10; }
