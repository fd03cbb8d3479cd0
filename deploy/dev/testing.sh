# shellcheck shell=bash
# Tests have an installation of their own, fresh each time, on ports nobody uses.

TEST_HOME="$ROOT/.dev/test"

# The first free block of ports; the search starts at a place that depends on the folder, so two clones rarely meet.
free_port_base() {
  local base start
  start=$((20000 + $(cksum <<<"$ROOT" | cut -d' ' -f1) % 200 * 40))
  for ((base = start; base < start + 3000; base += 40)); do
    if block_free "$base"; then
      echo "$base"
      return
    fi
  done
  die "no free ports from $start to $((start + 3000))"
}

block_free() {
  local offset
  for offset in 0 1 2 4 11 12 14 20 21 22 23; do
    ! port_open $(($1 + offset)) || return 1
  done
}

# Stops what an interrupted run left and begins with nothing.
fresh_test_installation() {
  if [ -d "$TEST_HOME" ]; then
    use_installation "$(sed -n 's/^SCAIWAVE_PORT_BASE=//p' "$TEST_HOME/env" 2>/dev/null | grep . || echo 20000)" "$TEST_HOME"
    stop_everything
    delete_installation
  fi
  use_installation "$(free_port_base)" "$TEST_HOME"
}

# The sum of all reports as "passed failed skipped". Test cases are counted, because a suite's own totals leave some out;
# what a test has printed stands in CDATA and is not looked at.
count_tests() {
  find "$ROOT" -path '*/target/*-reports/TEST-*.xml' -exec awk '
    BEGIN { RS = "<" }
    /^!\[CDATA\[/ { printed = 1 }
    printed { if (index($0, "]]>")) printed = 0; next }
    /^testcase[ \n]/ { tests++ }
    /^(failure|error)[ \n>\/]/ { failed++ }
    /^skipped[ \n>\/]/ { skipped++ }
    END { print tests - failed - skipped, failed + 0, skipped + 0 }' {} + | awk '{ p += $1; f += $2; s += $3 } END { print p + 0, f + 0, s + 0 }'
}

# Names what failed first and passed when it ran again.
unsteady_tests() {
  find "$ROOT" -path '*/target/*-reports/TEST-*.xml' -exec awk '
    BEGIN { RS = "<" }
    /^testcase[ \n]/ { name = class = $0; sub(/.* name="/, "", name); sub(/".*/, "", name); sub(/.* classname="/, "", class); sub(/".*/, "", class) }
    /^flaky(Failure|Error)[ \n>]/ { print "passed only at its second run: " class "." name }' {} +
}

# Where the time went: the ten slowest test classes. A report's first element is its class's suite.
slowest_tests() {
  local slowest
  slowest="$(LC_ALL=C find "$ROOT" -path '*/target/*-reports/TEST-*.xml' -exec awk '
    BEGIN { RS = "<" }
    /^testsuite[ \n]/ {
      name = time = $0
      sub(/.*[ \n]name="/, "", name); sub(/".*/, "", name)
      sub(/.*[ \n]time="/, "", time); sub(/".*/, "", time); gsub(/,/, "", time)
      printf "%10.1f s  %s\n", time, name
      nextfile
    }' {} + | LC_ALL=C sort -rn | head -n 10)"
  [ -z "$slowest" ] || printf '\nslowest test classes:\n%s\n' "$slowest"
}
