# shellcheck shell=bash
# ./dev test [module | maven arguments]: every test against real servers of its own.

run() {
  local arguments=() word status=0 passed failed skipped
  for word in "$@"; do
    if [ -f "$ROOT/$word/pom.xml" ] && [[ "$word" != -* ]]; then
      arguments+=(-pl "$word")
    else
      arguments+=("$word")
    fi
  done
  # Modules are never installed, so a chosen one is built with those it needs.
  [[ " ${arguments[*]} " != *" -pl "* ]] || arguments+=(-am -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false)
  use_jdk
  fresh_test_installation
  trap stop_everything EXIT
  trap 'exit 130' INT TERM
  make_folders
  build_cli
  need_pgbouncer
  ready_servers
  find "$ROOT" -path '*/target/*-reports/TEST-*.xml' -delete
  (
    load_environment "$HERE/env"
    export SCAIWAVE_TEST_HOME="$HERE" DEV_BUILD=no
    # A failed test runs once more; what passed only then is named at the end, never hidden.
    maven verify -Dsurefire.rerunFailingTestsCount=1 -Dfailsafe.rerunFailingTestsCount=1 "${arguments[@]}"
  ) || status=$?
  read -r passed failed skipped <<<"$(count_tests)"
  [ "$passed" -gt 0 ] || status=1
  [ "$status" -eq 0 ] || say "FAILED after $(elapsed)"
  slowest_tests
  unsteady_tests
  printf '\n%s passed, %s failed, %s skipped\n' "$passed" "$failed" "$skipped"
  exit "$status"
}
