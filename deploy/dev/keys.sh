# shellcheck shell=bash
# Keys and passwords of an installation: made once, readable by their owner only.

# Raised when an installation needs a new kind of key, or its NATS users other permissions; what is there
# stays, but for NATS credentials that say something else.
KEY_FORM=4

make_keys() {
  make_secrets
  [ -f "$KEYS/.complete" ] && [ "$(cat "$KEYS/.complete")" = "$KEY_FORM ${SERVICES[*]}" ] && return 0
  step "making keys"
  cli keys --dir "$KEYS" --services "$(IFS=, && echo "${SERVICES[*]}")" || die "could not make keys"
  echo "$KEY_FORM ${SERVICES[*]}" >"$KEYS/.complete"
}

make_secrets() {
  local names=(POSTGRES_ADMIN_PASSWORD REDIS_PASSWORD) service role name
  for service in "${SERVICES[@]}"; do
    for role in $(roles_of "$service"); do names+=("$(password_name "$service" "$role")"); done
  done
  (
    umask 077
    touch "$HERE/secrets"
    for name in "${names[@]}"; do
      grep -q "^$name=" "$HERE/secrets" || echo "$name=$(random_word)" >>"$HERE/secrets"
    done
  )
}

# The service that keeps tenants in schemas of their own has somebody to make these.
roles_of() {
  echo OWNER APP RELAY
  ! keeps_levels "$1" || echo PROVISIONER
}

keeps_levels() { [ "$1" = room-service ]; }

password_name() {
  local schema
  schema="$(service_schema "$1")"
  echo "SCAIWAVE_DB_${schema^^}_$2_PASSWORD"
}

secret() { sed -n "s/^$1=//p" "$HERE/secrets"; }

random_word() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }
