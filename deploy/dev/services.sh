# shellcheck shell=bash
# The services as processes.

# Small heaps, one collector thread and the first compiler only make three services light on a laptop; a production image
# sets its own.
JVM_FLAGS=(-XX:+UseSerialGC -Xms32m -Xmx128m -XX:MaxMetaspaceSize=110m -XX:ReservedCodeCacheSize=48m -Xss512k
  -XX:MaxDirectMemorySize=48m -XX:+ExitOnOutOfMemoryError --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED)

service_start() {
  local jar port
  jar="$(service_jar "$1")"
  [ -f "$jar" ] || die "$1 is not built"
  for port in $(service_ports "$1"); do need_free_port "$port" "$1"; done
  (
    load_environment "$HERE/env.$1"
    export QUARKUS_PROFILE="${QUARKUS_PROFILE:-dev}"
    launch "$1" "$JAVA" "${JVM_FLAGS[@]}" -jar "$jar"
  )
}

service_ports() {
  service_port "$1"
  management_port "$1"
  [ "$1" != identity-gateway ] || echo "$GATEWAY_PORT"
}

service_ready() { [[ "$(http_get "$(management_port "$1")" /q/health/ready)" == HTTP/1.?\ 200* ]]; }

services_up() {
  local service starting=()
  for service in "${SERVICES[@]}"; do
    running "$service" || {
      step "starting $service"
      service_start "$service"
      starting+=("$service")
    }
  done
  for service in "${SERVICES[@]}"; do await "$service" 90 service_ready "$service"; done
  [ ${#starting[@]} -eq 0 ] || step "services are ready ($(elapsed))"
}

# All are asked first, so they end side by side.
services_down() {
  local service pid
  for service in "${SERVICES[@]}"; do
    pid="$(pid_of "$service")" || continue
    kill -TERM "$pid" 2>/dev/null || true
  done
  for service in "${SERVICES[@]}"; do halt "$service" TERM 20; done
}

stop_everything() {
  [ -d "$RUN" ] || return 0
  services_down
  [ ! -f "$HERE/secrets" ] || servers_down
}
