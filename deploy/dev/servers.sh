# shellcheck shell=bash
# Postgres, Redis and NATS: given by environment, in containers, or as private processes. The choice is kept per installation.

# given | docker | private
server_mode() {
  [ -z "$(given_address "$1")" ] || {
    echo given
    return
  }
  [ -f "$HERE/mode" ] || { if docker_answers; then echo docker; else echo private; fi >"$HERE/mode"; }
  cat "$HERE/mode"
}

# An address given by environment: that server is used as it is and never started or stopped.
given_address() {
  case "$1" in
    postgres) echo "${SCAIWAVE_POSTGRES_URL:-}" ;;
    redis) echo "${SCAIWAVE_REDIS_URL:-}" ;;
    nats) echo "${SCAIWAVE_NATS_SERVER_URL:-}" ;;
    *) die "no such server: $1 (there are: ${SERVERS[*]})" ;;
  esac
}

server_running() {
  case "$(server_mode "$1")" in
    given) return 0 ;;
    docker) compose_running "$1" ;;
    private) running "$1" ;;
  esac
}

server_up() {
  ! server_running "$1" || return 0
  step "starting $1"
  case "$(server_mode "$1")" in
    docker) compose_start "$1" ;;
    private) "$1_start" ;;
  esac
}

server_down() {
  case "$(server_mode "$1")" in
    docker) compose_stop "$1" ;;
    private) "$1_stop" ;;
  esac
}

# server_kill <name>: without a chance to tidy up, as a crash would.
server_kill() {
  local pid
  [ "$(server_mode "$1")" = private ] || die "only a private $1 can be killed"
  pid="$(pid_of "$1")" || die "$1 is not running"
  kill -KILL "$pid"
}

servers_up() {
  local server
  for server in "${SERVERS[@]}"; do server_up "$server"; done
}

servers_down() {
  local server
  for server in nats redis postgres; do server_down "$server"; done
}

# Database, roles and schemas; done again when what they are made from has changed.
prepare_database() {
  local print
  print="$({ postgres_address && echo "${SERVICES[@]}" && cat "$HERE/secrets" "$ROOT"/deploy/postgres/*.sql; } | cksum)"
  [ "$(cat "$HERE/prepared" 2>/dev/null)" != "$print" ] || return 0
  admin_psql postgres -f "$ROOT/deploy/postgres/database.sql" || die "could not prepare the database"
  local service schema
  for service in "${SERVICES[@]}"; do
    schema="$(service_schema "$service")"
    roles_variables "$service" | cat - "$ROOT/deploy/postgres/roles.sql" | admin_psql scaiwave -v "service=$schema" -f - >/dev/null \
      || die "could not make the roles of $service"
  done
  echo "$print" >"$HERE/prepared"
}

# Passwords travel by standard input: a command line can be read by everybody on the machine.
roles_variables() {
  local role
  for role in owner app relay; do
    printf "\\\\set %s_password '%s'\n" "$role" "$(secret "$(password_name "$1" "${role^^}")")"
  done
}

# admin_psql <database> <psql arguments…>
admin_psql() {
  local database="$1" url
  shift
  url="$(given_address postgres)"
  if [ -n "$url" ]; then
    psql_bin -X -q -v ON_ERROR_STOP=1 -d "$(in_database "$url" "$database")" "$@"
  else
    psql_admin "$database" "$@"
  fi
}

# in_database <postgresql://user:password@host:port/any> <database>
in_database() {
  local rest="${1#*://}"
  echo "postgresql://${rest%%/*}/$2"
}

# Runs the migrations of every service that has any.
migrate() {
  local service targets=() folders print
  for service in "${SERVICES[@]}"; do
    folders="$(migration_folders "$service")"
    [ -z "$folders" ] || targets+=(--target "$(service_schema "$service")=$folders")
  done
  [ ${#targets[@]} -gt 0 ] || return 0
  print="$(migration_print)"
  [ "$(cat "$HERE/migrated" 2>/dev/null)" != "$print" ] || return 0
  step "migrating"
  (
    while IFS= read -r line; do export "${line?}"; done < <(grep '_OWNER_PASSWORD=' "$HERE/secrets")
    cli migrate --url "jdbc:postgresql://$(postgres_address)/scaiwave" "${targets[@]}"
  ) || die "migrations failed"
  echo "$print" >"$HERE/migrated"
}

# Changes with any migration, and with the server they are for.
migration_print() {
  {
    postgres_address
    echo "${SERVICES[@]}"
    find "$ROOT"/*/src/main/resources/db -name '*.sql' -type f -print0 2>/dev/null | sort -z | xargs -0 cat
  } | cksum
}

migration_folders() {
  local folder list=""
  [ -d "$ROOT/$1/src/main/resources/db/migration" ] || return 0
  for folder in "tenancy/src/main/resources/db/tenancy" "$(directory_migrations "$1")" "$1/src/main/resources/db/migration"; do
    [ -z "$folder" ] || [ ! -d "$ROOT/$folder" ] || list="$list:$ROOT/$folder"
  done
  echo "${list#:}"
}

# The registry itself keeps no projection of the registry.
directory_migrations() { [ "$1" = tenant-service ] || echo tenancy/src/main/resources/db/directory; }

# host:port
postgres_address() {
  local url rest
  url="$(given_address postgres)"
  [ -n "$url" ] || {
    echo "127.0.0.1:$POSTGRES_PORT"
    return
  }
  rest="${url#*://}"
  rest="${rest%%/*}"
  echo "${rest##*@}"
}

redis_address() {
  local url
  url="$(given_address redis)"
  echo "${url:-redis://:$(secret REDIS_PASSWORD)@127.0.0.1:$REDIS_PORT}"
}

nats_address() {
  local url
  url="$(given_address nats)"
  echo "${url:-nats://127.0.0.1:$NATS_PORT}"
}

# Everything the services need before they start.
ready_servers() {
  make_keys
  servers_up
  write_environment
  prepare_database
  migrate
}
