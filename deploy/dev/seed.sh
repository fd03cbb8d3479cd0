# shellcheck shell=bash
# The demonstration: tenants acme and widgets, one administrator and one room each.

seed() {
  [ -s "$HERE/seeded" ] && return 0
  step "seeding acme and widgets"
  (umask 077 && cli seed --keys "$KEYS" --gateway "http://127.0.0.1:$GATEWAY_PORT" --creds-dir "$HERE" \
    --tenant acme=alice --tenant widgets=bob >"$HERE/seeded.part") || die "could not seed the demonstration"
  mv "$HERE/seeded.part" "$HERE/seeded"
}

room_of() { sed -n "s/^$1=//p" "$HERE/seeded"; }

need_installation() {
  [ -f "$KEYS/.complete" ] || die "nothing is installed for port base $PORT_BASE: ./dev up first"
}
