# shellcheck shell=bash
# ./dev env [service]: export lines for a shell, as the service gets them; without one, with the administrators' own.

run() {
  take_port_base "$@"
  local file="$HERE/env${ARGS[0]:+.${ARGS[0]}}" line
  [ -f "$file" ] || die "no $file: start the servers first, or name one of ${SERVICES[*]}"
  while IFS= read -r line; do
    [[ -z "${ARGS[0]:-}" || "$line" != SCAIWAVE_*_ADMIN_* ]] || continue
    printf 'export %s=%q\n' "${line%%=*}" "${line#*=}"
  done <"$file"
}
