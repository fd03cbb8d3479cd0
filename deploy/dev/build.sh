# shellcheck shell=bash
# Builds what is stale: a source newer than what was built from it.

CLI_JAR="$ROOT/cli/target/scaiwave-cli.jar"

cli() {
  cli_command "$@"
  "${CLI[@]}"
}

# In our place: a signal to ./dev then reaches the command, and nothing is left when it ends.
exec_cli() {
  cli_command "$@"
  exec "${CLI[@]}" 9>&-
}

cli_command() {
  use_jdk
  build_cli
  CLI=("$JAVA" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto --sun-misc-unsafe-memory-access=allow
    --enable-native-access=ALL-UNNAMED -jar "$CLI_JAR" "$@")
}

build_cli() {
  builds_here || return 0
  ! stale "$CLI_JAR" cli || alone build_cli_now
}

build_cli_now() {
  stale "$CLI_JAR" cli || return 0
  step "building the command line"
  package -pl cli -am -Dmaven.test.skip=true || die "the command line does not build"
  mark_built cli
}

# One build at a time in this folder; who waited looks again whether there is anything left to do.
alone() {
  mkdir -p "$ROOT/.dev"
  (
    flock -w 1200 8 || die "another build of $ROOT has not finished within 20 minutes"
    "$@"
  ) 8>"$ROOT/.dev/build.lock" || exit 1
}

# Tests that start an installation must not build inside the build that runs them.
builds_here() { [ "${DEV_BUILD:-yes}" != no ]; }

service_jar() { echo "$ROOT/$1/target/quarkus-app/quarkus-run.jar"; }

# stale <built file> <source folder…>
stale() {
  local built="$1" folder
  shift
  [ -f "$built" ] || return 0
  for folder in "$@"; do
    [ -z "$(find "$ROOT/$folder/pom.xml" "$ROOT/$folder/src/main" -newer "$built" -print -quit 2>/dev/null)" ] || return 0
  done
  [ "$ROOT/pom.xml" -nt "$built" ]
}

build_stale() {
  builds_here || return 0
  stale_modules
  [ ${#STALE[@]} -eq 0 ] || alone build_stale_now
}

build_stale_now() {
  stale_modules
  [ ${#STALE[@]} -gt 0 ] || return 0
  step "building ${STALE[*]} (the first build also downloads what it needs: a few minutes)"
  package -T2 -am -pl "$(IFS=, && echo "${STALE[*]}")" -DskipTests || die "the build failed; ./dev lint shows all of it"
  mark_built "${STALE[@]}"
}

stale_modules() {
  local service
  STALE=()
  ! stale "$CLI_JAR" cli || STALE+=(cli)
  for service in "${SERVICES[@]}"; do
    ! stale "$(service_jar "$service")" "$service" tenancy || STALE+=("$service")
  done
}

# Packages without the checks. Shown: a line per module, how far the downloads of a first build are, and every error.
package() {
  maven_told -Dskip.checks=true "$@" package | awk '
    /^\[INFO\] Building [^j]/ { sub(/^\[INFO\] Building /, ""); sub(/ +[0-9]+\.[0-9].*/, ""); print "  building " $0 }
    / ?Downloaded from / && ++files % 100 == 0 { print "  " files " files downloaded" }
    /^\[ERROR\]/ { print }
    { fflush() }' >&2
}

# Packaging may leave an unchanged file alone; it is up to date all the same.
mark_built() {
  local module
  for module in "$@"; do
    if [ "$module" = cli ]; then touch "$CLI_JAR"; else touch "$(service_jar "$module")"; fi
  done
}
