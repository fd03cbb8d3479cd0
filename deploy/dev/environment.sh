# shellcheck shell=bash
# What the services get by environment: one file for all, one per service, plain NAME=value lines.

write_environment() {
  (
    umask 077
    shared_environment >"$HERE/env"
    local service
    for service in "${SERVICES[@]}"; do
      { cat "$HERE/env" && service_environment "$service"; } >"$HERE/env.$service"
    done
  )
}

shared_environment() {
  cat <<EOF
SCAIWAVE_HOME=$HERE
SCAIWAVE_PORT_BASE=$PORT_BASE
SCAIWAVE_POSTGRES_ADMIN_URL=$(admin_url)
SCAIWAVE_POSTGRES_HOST=$(postgres_address)
QUARKUS_HTTP_HOST=127.0.0.1
QUARKUS_DATASOURCE_REACTIVE_URL=postgresql://$(postgres_address)/scaiwave
QUARKUS_DATASOURCE_RELAY_REACTIVE_URL=postgresql://$(postgres_address)/scaiwave
QUARKUS_REDIS_HOSTS=$(redis_address)
SCAIWAVE_NATS_URL=$(nats_address)
SCAIWAVE_NATS_PUBLIC_URL=$(nats_address)
SCAIWAVE_NATS_ADMIN_CREDENTIALS=$KEYS/nats-admin.creds
SCAIWAVE_INTERNAL_JWKS=$KEYS/internal-jwks.json
SCAIWAVE_DEV_ISSUER_JWKS=$KEYS/dev-issuer-jwks.json
SCAIWAVE_TENANT_SERVICE_URL=http://127.0.0.1:$(service_port tenant-service)
SCAIWAVE_ROOM_SERVICE_URL=http://127.0.0.1:$(service_port room-service)
SCAIWAVE_IDENTITY_URL=http://127.0.0.1:$(service_port identity-gateway)
SCAIWAVE_GATEWAY_PORT=$GATEWAY_PORT
SCAIWAVE_GATEWAY_HOST=127.0.0.1
SCAIWAVE_BASE_DOMAIN=${SCAIWAVE_BASE_DOMAIN:-scaiwave.localhost}
EOF
}

service_environment() {
  local schema
  schema="$(service_schema "$1")"
  cat <<EOF
QUARKUS_HTTP_PORT=$(service_port "$1")
QUARKUS_MANAGEMENT_PORT=$(management_port "$1")
QUARKUS_MANAGEMENT_HOST=127.0.0.1
QUARKUS_DATASOURCE_USERNAME=${schema}_app
QUARKUS_DATASOURCE_PASSWORD=$(secret "$(password_name "$1" APP)")
QUARKUS_DATASOURCE_RELAY_USERNAME=${schema}_relay
QUARKUS_DATASOURCE_RELAY_PASSWORD=$(secret "$(password_name "$1" RELAY)")
SCAIWAVE_NATS_CREDENTIALS=$KEYS/nats-$1.creds
SCAIWAVE_INTERNAL_KEY=$KEYS/internal-$1.jwk
SCAIWAVE_MASTER_KEY=$KEYS/master-$1.key
EOF
  ! keeps_levels "$1" || cat <<EOF
QUARKUS_DATASOURCE_PROVISIONER_JDBC_URL=jdbc:postgresql://$(postgres_address)/scaiwave
QUARKUS_DATASOURCE_PROVISIONER_USERNAME=${schema}_provisioner
QUARKUS_DATASOURCE_PROVISIONER_PASSWORD=$(secret "$(password_name "$1" PROVISIONER)")
EOF
  [ "$1" = tenant-service ] || echo "SCAIWAVE_DIRECTORY_SOURCE=http://127.0.0.1:$(service_port tenant-service)"
  [ "$1" != tenant-service ] || cat <<EOF
SCAIWAVE_NATS_OPERATOR_SEED=$KEYS/nats-operator-signing.nk
SCAIWAVE_NATS_SYSTEM_CREDENTIALS=$KEYS/nats-system.creds
SCAIWAVE_NATS_PLATFORM_ACCOUNT=$(cat "$KEYS/nats-platform-account.pub")
EOF
}

admin_url() {
  local url
  url="$(given_address postgres)"
  echo "${url:-postgresql://postgres:$(secret POSTGRES_ADMIN_PASSWORD)@127.0.0.1:$POSTGRES_PORT/scaiwave}"
}

# Exports the lines of an environment file; values are taken as they are, with spaces and all.
load_environment() {
  local line
  while IFS= read -r line; do
    [ -z "$line" ] || export "${line?}"
  done <"$1"
}
