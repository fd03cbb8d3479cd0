# shellcheck shell=bash
# Database, roles, schemas and migrations, each done again only when what it is made from has changed.

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
    ! keeps_levels "$service" || {
      roles_variables "$service" | cat - "$ROOT"/deploy/postgres/{provisioner,places}.sql \
        | admin_psql scaiwave -v "service=$schema" -f - >/dev/null
    } || die "could not make the provisioner of $service"
    ! keeps_levels "$service" || admin_psql postgres -v "service=$schema" -f "$ROOT/deploy/postgres/template.sql" >/dev/null \
      || die "could not make the database that those of single tenants are copied from"
  done
  echo "$print" >"$HERE/prepared"
}

# Passwords travel by standard input: a command line can be read by everybody on the machine.
roles_variables() {
  local role
  for role in $(roles_of "$1"); do
    printf "\\\\set %s_password '%s'\n" "${role,,}" "$(secret "$(password_name "$1" "$role")")"
  done
}

# admin_psql <database> <psql arguments…>
admin_psql() {
  local database="$1"
  shift
  as_admin psql_bin -X -q -v ON_ERROR_STOP=1 -d "$database" "$@"
}

# as_admin <command…>: with the administrator in the environment, since a command line can be read by everybody.
as_admin() {
  local url
  url="$(given_address postgres)"
  (
    if [ -n "$url" ]; then
      take_address "$url"
    else
      PGHOST=127.0.0.1 PGPORT="$POSTGRES_PORT" PGUSER=postgres PGPASSWORD="$(secret POSTGRES_ADMIN_PASSWORD)"
    fi
    export PGHOST PGPORT PGUSER PGPASSWORD
    "$@"
  )
}

# take_address <postgresql://user:password@host:port/any>
take_address() {
  local rest="${1#*://}" user
  rest="${rest%%/*}"
  user="${rest%@*}"
  [ "$user" != "$rest" ] || user=postgres
  rest="${rest##*@}"
  PGHOST="${rest%:*}" PGPORT=5432
  [ "$PGHOST" = "$rest" ] || PGPORT="${rest##*:}"
  PGUSER="$(url_decoded "${user%%:*}")" PGPASSWORD=""
  [ "${user%%:*}" = "$user" ] || PGPASSWORD="$(url_decoded "${user#*:}")"
}

url_decoded() {
  local text="${1//\\/\\\\}"
  printf '%b' "${text//%/\\x}"
}

# Runs the migrations of every service that has any, when one has changed.
migrate() {
  # shellcheck disable=SC2119 # what migrate is called with is not for it
  [ "$(cat "$HERE/migrated" 2>/dev/null)" = "$(migration_print)" ] || migrate_now
}

# migrate_now <arguments…>: the tables of all, what is copied for new tenants, then those of tenants with databases and schemas
# of their own.
# shellcheck disable=SC2120 # ./dev migrate gives the arguments
migrate_now() {
  local service targets=() folders print schema
  for service in "${SERVICES[@]}"; do
    folders="$(migration_folders "$service")"
    schema="$(service_schema "$service")"
    [ -z "$folders" ] || targets+=(--target "$schema=$folders")
    ! keeps_levels "$service" || {
      targets+=(--databases "$schema=$folders" --fleet "$schema=$ROOT/$service/src/main/resources/db/data")
    }
  done
  [ ${#targets[@]} -gt 0 ] || return 0
  print="$(migration_print)"
  step "migrating"
  (
    while IFS= read -r line; do export "${line?}"; done < <(grep '_OWNER_PASSWORD=' "$HERE/secrets")
    cli migrate --url "jdbc:postgresql://$(postgres_address)/scaiwave" "${targets[@]}" "$@"
  ) || die "migrations did not come to their end; what is done stays, and ./dev migrate goes on with the rest"
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
  for folder in "tenancy/src/main/resources/db/tenancy" "$(directory_migrations "$1")" "$(fence_migrations "$1")" \
    "$1/src/main/resources/db/migration" "$1/src/main/resources/db/data"; do
    [ -z "$folder" ] || [ ! -d "$ROOT/$folder" ] || list="$list:$ROOT/$folder"
  done
  echo "${list#:}"
}

# The registry itself keeps no projection of the registry.
directory_migrations() { [ "$1" = tenant-service ] || echo tenancy/src/main/resources/db/directory; }

# What a service has whose tenants live on several levels.
fence_migrations() { ! keeps_levels "$1" || echo tenancy/src/main/resources/db/fences; }
