# shellcheck shell=bash
# ./dev lint: formatting, compile-time checks, shell scripts.

run() {
  local scripts
  if command -v shellcheck >/dev/null; then
    mapfile -t scripts < <(find "$ROOT/deploy/dev" -name '*.sh')
    step "shellcheck"
    shellcheck "$ROOT/dev" "$ROOT/.ci/run" "${scripts[@]}"
  else
    say "shellcheck is not installed: shell scripts are not checked"
  fi
  step "formatting and compile-time checks"
  maven -q test-compile "$@"
}
