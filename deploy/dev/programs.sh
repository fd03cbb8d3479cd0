# shellcheck shell=bash
# Programs of the system: found, or installed by package where we may.

can_install() { [ "$(id -u)" = 0 ] && [ -f /etc/debian_version ] && command -v apt-get >/dev/null; }

# install_package <package> <program it brings>
install_package() {
  can_install || die "$2 is missing: install the package '$1' (as root on Debian ./dev does it itself)"
  step "installing $1"
  local log="$ROOT/.dev/install.log"
  mkdir -p "$ROOT/.dev"
  (
    # A package must not start a system server of its own beside ours: a private copy of the policy says no to all starts.
    if [ ! -e /usr/sbin/policy-rc.d ]; then
      printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
      chmod 755 /usr/sbin/policy-rc.d
      trap 'rm -f /usr/sbin/policy-rc.d' EXIT
    fi
    if [[ "$1" == postgresql* && ! -e /etc/postgresql-common/createcluster.conf ]]; then
      mkdir -p /etc/postgresql-common
      printf "create_main_cluster = false\ninclude_dir '/etc/postgresql-common/createcluster.d'\n" >/etc/postgresql-common/createcluster.conf
    fi
    export DEBIAN_FRONTEND=noninteractive
    apt-get -q update && apt-get -q -y --no-install-recommends -o Dpkg::Options::=--force-confold install "$1"
  ) >>"$log" 2>&1 || die "could not install $1; see $log"
}
