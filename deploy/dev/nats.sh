# shellcheck shell=bash
# A private NATS server in operator mode; Debian's own is often too old, so a newer package is unpacked beside the project.

nats_version() { "$1" --version 2>/dev/null | sed -n 's/^nats-server: v//p'; }

# True when version $1 is at least $2.
at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

# Older servers give a consumer one filter only and may lose what they have confirmed when the power goes.
OLDEST_NATS=2.10

need_nats() {
  local own="$TOOLS/nats-server" installed
  installed="$(command -v nats-server || true)"
  if [ -x "$own" ]; then
    NATS_SERVER="$own"
  elif [ -n "$installed" ] && at_least "$(nats_version "$installed")" "$OLDEST_NATS"; then
    NATS_SERVER="$installed"
  elif fetch_nats "$own"; then
    NATS_SERVER="$own"
  else
    die "nats-server $OLDEST_NATS or newer is missing and could not be fetched (see $TOOLS/fetch.log): put one into the path"
  fi
  NATS_VERSION="$(nats_version "$NATS_SERVER")"
  [ -n "$NATS_VERSION" ] || die "$NATS_SERVER does not run here"
}

# Newest first; what does not run on this system's libraries is not kept.
fetch_nats() {
  local suite
  debian_here || return 1
  for suite in sid trixie; do
    step "fetching nats-server of Debian $suite into .dev/tools"
    fetch_package "$suite" nats-server "$TOOLS/nats" || continue
    mv "$TOOLS/nats/usr/sbin/nats-server" "$1"
    rm -rf "$TOOLS/nats"
    [ -z "$(nats_version "$1")" ] || return 0
    rm -f "$1"
  done
  return 1
}

nats_start() {
  need_nats
  need_free_port "$NATS_PORT" nats
  need_free_port "$NATS_MONITOR_PORT" "nats monitor"
  nats_configure "$HERE/nats" "$HERE/nats/jwt" "$HERE/nats/jetstream" 127.0.0.1 "$NATS_PORT" "$NATS_MONITOR_PORT"
  launch nats "$NATS_SERVER" -c "$HERE/nats/nats.conf"
  await nats 30 nats_ready
}

# nats_configure <folder> <jwt dir> <jetstream dir> <host> <port> <monitor port>
nats_configure() {
  (
    umask 077
    mkdir -p "$1/jwt" "$1/jetstream"
    sed -e "s|@JWT_DIR@|$2|" -e "s|@STORE_DIR@|$3|" -e "s|@HOST@|$4|" -e "s|@PORT@|$5|" \
      -e "s|@MONITOR_PORT@|$6|" "$ROOT/deploy/nats/nats.conf" >"$1/nats.conf"
    cp "$KEYS/nats-accounts.conf" "$1/accounts.conf"
  )
}

nats_ready() {
  local answer
  answer="$(http_get "$NATS_MONITOR_PORT" '/healthz?js-enabled-only=true')" && [[ "$answer" == *'"ok"'* ]]
}

nats_stop() { halt nats TERM 15; }
