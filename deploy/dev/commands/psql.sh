# shellcheck shell=bash
# ./dev psql [service] [--app] [psql arguments]: as administrator, or as a service's own runtime role behind its walls.

run() {
  take_port_base "$@"
  need_installation
  set -- "${ARGS[@]}"
  local schema="" service=""
  if [ $# -gt 0 ] && [[ "$1" != -* ]]; then
    service="$1"
    schema="$(service_schema "$service")"
    shift
  fi
  if [ "${1:-}" = --app ]; then
    [ -n "$service" ] || die "--app needs a service: one of ${SERVICES[*]}"
    shift
    export PGPASSWORD
    PGPASSWORD="$(secret "$(password_name "$service" APP)")"
    psql_bin -h "$(postgres_address | cut -d: -f1)" -p "$(postgres_address | cut -d: -f2)" -U "${schema}_app" -d scaiwave "$@"
  else
    [ -z "$schema" ] || export PGOPTIONS="-c search_path=$schema"
    as_admin psql_bin -d scaiwave "$@"
  fi
}
