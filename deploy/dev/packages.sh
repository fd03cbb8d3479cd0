# shellcheck shell=bash
# Debian packages unpacked beside the project: apt works in folders of its own, so the system is not touched.

debian_here() { [ -f /etc/debian_version ] && command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null; }

debian_suite() { sed -n 's/^VERSION_CODENAME=//p' /etc/os-release; }

# The mirror this machine already uses.
debian_mirror() {
  # shellcheck disable=SC2016 # apt fills these in
  apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Identifier: Packages' 2>/dev/null \
    | sed -n "s/^\([^ ]*\) $(debian_suite) main$/\1/p" | head -n 1
}

# fetch_package <suite> <package> <folder>: unpacks it there, with the libraries it needs and the system lacks.
fetch_package() {
  local work mirror keyring=/usr/share/keyrings/debian-archive-keyring.gpg
  debian_here && mirror="$(debian_mirror)" && [ -n "$mirror" ] || return 1
  mkdir -p "$TOOLS"
  work="$(mktemp -d "$TOOLS/apt.XXXXXX")"
  (
    cd "$work"
    mkdir -p lists/partial cache unpacked
    echo "deb [signed-by=$keyring] $mirror $1 main" >sources.list
    apt=(apt-get -q -o "Dir::Etc::sourcelist=$work/sources.list" -o Dir::Etc::sourceparts=/dev/null
      -o "Dir::State::lists=$work/lists" -o "Dir::Cache=$work/cache" -o APT::Sandbox::User= -o Acquire::Languages=none
      -o Acquire::Retries=1 -o Acquire::http::Timeout=15 -o Acquire::https::Timeout=15)
    "${apt[@]}" update && "${apt[@]}" download "$2" || exit 1
    for library in $(missing_libraries "$2"_*.deb); do "${apt[@]}" download "$library" || exit 1; done
    for package in ./*.deb; do dpkg-deb -x "$package" unpacked || exit 1; done
    rm -rf "$3" && mv unpacked "$3"
  ) >>"$TOOLS/fetch.log" 2>&1 || {
    rm -rf "$work"
    return 1
  }
  rm -rf "$work"
}

missing_libraries() {
  local library
  dpkg-deb -f "$1" Depends | tr ',' '\n' | sed 's/^ *//; s/[ (|:].*//' | grep '^lib' | while read -r library; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$library" 2>/dev/null)" = installed ] || echo "$library"
  done
}
