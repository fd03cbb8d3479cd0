# shellcheck shell=bash
# ./dev bench [name]: figures of a running installation, on screen and in bench/results/.

run() {
  take_port_base "$@"
  use_jdk
  need_installation
  local service
  for service in "${SERVICES[@]}"; do
    service_ready "$service" || die "$service does not answer: ./dev up first"
  done
  step "building the benchmarks"
  maven -q -pl bench -am package -DskipTests
  exec "$JAVA" -XX:+UseSerialGC -Xmx512m -cp "$ROOT/bench/target/scaiwave-bench.jar:$ROOT/bench/target/lib/*" \
    io.scaiwave.bench.Bench "$HERE" "$ROOT/bench/results" "${ARGS[@]}"
}
