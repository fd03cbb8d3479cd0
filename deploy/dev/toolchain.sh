# shellcheck shell=bash
# A JDK 25 and Maven, found where they usually are.

JDK_WANTED=25

java_version() {
  [ -x "$1/bin/javac" ] || return 1
  local line
  # It may say before which options it took from the environment.
  line="$("$1/bin/javac" -version 2>&1 | sed -n 's/^javac //p')" || return 1
  echo "${line%%[.-]*}"
}

use_jdk() {
  local home seen="" version on_path=""
  if command -v javac >/dev/null; then
    on_path="$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")"
  fi
  for home in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    version="$(java_version "${home:-/nowhere}")" || continue
    if [ "$version" = "$JDK_WANTED" ]; then
      export JAVA_HOME="$home" JAVA="$home/bin/java"
      return 0
    fi
    seen="$seen $version"
  done
  die "no JDK $JDK_WANTED found (seen:${seen:- none}): install one, or set JAVA_HOME to it"
}

use_maven() {
  command -v mvn >/dev/null || install_package maven mvn
  # The JVM of Maven 3.8 warns about its own libraries on a new JDK; those lines say nothing about this build. And its
  # console library ends each run with escape codes, into files and pipes too.
  export MAVEN_OPTS="${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED -Djansi.noreset=true"
}

# maven <arguments…> on the whole project.
maven() { maven_told --no-transfer-progress "$@"; }

maven_told() {
  use_jdk
  use_maven
  (cd "$ROOT" && mvn --batch-mode -Dstyle.color=never "$@")
}
