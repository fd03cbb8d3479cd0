# shellcheck shell=bash
# The services as processes.

processors() {
  local all
  all="$(nproc 2>/dev/null || getconf _NPROCESSORS_ONLN)"
  echo $((all < 4 ? all : 4))
}

# Small heaps and one collector thread make three services light on a laptop. The optimising compiler waits for code that
# is four times as hot as usual: a start costs 3.4 instead of 5.2 seconds of processor, and what a benchmark heats it still gets.
# Threads and their buffers grow with the processors a JVM sees, so on a large machine it sees some of them only. A young
# generation of a fixed size keeps short-lived objects from filling the old one, and what native memory is free goes back.
JVM_FLAGS=(-XX:ActiveProcessorCount="$(processors)" -XX:+UseSerialGC -Xms32m -Xmx96m -XX:MaxMetaspaceSize=110m -XX:ReservedCodeCacheSize=40m -Xss512k
  -XX:MaxDirectMemorySize=48m -XX:Tier4InvocationThreshold=20000 -XX:Tier4MinInvocationThreshold=5000
  -XX:Tier4CompileThreshold=40000 -XX:Tier4BackEdgeThreshold=200000
  -XX:+UseCompactObjectHeaders -XX:TrimNativeHeapInterval=10000 -Xmn24m -XX:+ExitOnOutOfMemoryError --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED)

# An installation runs its own copy, so that a build beside it cannot pull classes from under a running service.
service_app() { echo "$HERE/app/$1"; }

service_outdated() { [ "$(service_jar "$1")" -nt "$(service_app "$1")/quarkus-run.jar" ]; }

take_copy() {
  local app
  app="$(service_app "$1")"
  rm -rf "$app"
  mkdir -p "$app"
  cp -R --preserve=timestamps "$(dirname "$(service_jar "$1")")/." "$app"
}

service_start() {
  local port
  [ -f "$(service_jar "$1")" ] || die "$1 is not built"
  ! service_outdated "$1" || take_copy "$1"
  for port in $(service_ports "$1"); do need_free_port "$port" "$1"; done
  (
    load_environment "$HERE/env.$1"
    # For tests and people at the keyboard; a service that is taken over must not hold more than its own.
    unset "${!SCAIWAVE_POSTGRES_ADMIN@}" "${!SCAIWAVE_NATS_ADMIN@}"
    # Few arenas: native memory freed by one thread is used again by the others.
    export QUARKUS_PROFILE="${QUARKUS_PROFILE:-dev}" MALLOC_ARENA_MAX=2
    launch "$1" "$JAVA" "${JVM_FLAGS[@]}" -jar "$(service_app "$1")/quarkus-run.jar"
  )
}

service_ports() {
  service_port "$1"
  management_port "$1"
  [ "$1" != identity-gateway ] || echo "$GATEWAY_PORT"
}

service_ready() { [[ "$(http_get "$(management_port "$1")" /q/health/ready)" == HTTP/1.?\ 200* ]]; }

# Before anything migrates: what an old service writes after that might lack what the new one looks for.
stop_outdated() {
  local service
  for service in "${SERVICES[@]}"; do
    if running "$service" && service_outdated "$service"; then
      step "stopping $service: its code has changed"
      halt "$service" TERM 32
    fi
  done
}

services_up() {
  local service starting=()
  for service in "${SERVICES[@]}"; do
    running "$service" || {
      step "starting $service"
      service_start "$service"
      starting+=("$service")
    }
  done
  for service in "${SERVICES[@]}"; do await "$service" 120 service_ready "$service"; done
  [ ${#starting[@]} -eq 0 ] || step "services are ready ($(elapsed))"
}

# All are asked first, so they end side by side.
services_down() {
  local service pid
  for service in "${SERVICES[@]}"; do
    pid="$(pid_of "$service")" || continue
    kill -TERM "$pid" 2>/dev/null || true
  done
  for service in "${SERVICES[@]}"; do halt "$service" TERM 32; done
}

stop_everything() {
  [ -d "$RUN" ] || return 0
  services_down
  [ ! -f "$HERE/secrets" ] || servers_down
}

# say_stopped <what comes of the rest>: stops everything and says in one line what that was.
say_stopped() {
  local name stopped=""
  for name in "${SERVICES[@]}"; do ! running "$name" || stopped="$stopped, $name"; done
  for name in "${SERVERS[@]}"; do ! ours_running "$name" || stopped="$stopped, $name"; done
  stop_everything
  stopped="${stopped#, }"
  say "stopped ${stopped:-nothing, for nothing was running}; $1"
}

ours_running() { [ -f "$HERE/secrets" ] && [ "$(server_mode "$1")" != given ] && server_running "$1"; }

nothing_running() {
  local name
  for name in "${SERVERS[@]}" "${SERVICES[@]}"; do
    ! running "$name" || return 1
  done
}

# The name of a service that ended without having been stopped. Who stops one holds the lock until its pid file is gone.
dead_service() {
  local name
  for name in "${SERVICES[@]}"; do
    if [ -f "$RUN/$name.pid" ] && ! running "$name"; then
      echo "$name"
      return 0
    fi
  done
  return 1
}

# A start that fails leaves no half of it behind.
failed_start() {
  say "stopping what was started"
  stop_everything
}
