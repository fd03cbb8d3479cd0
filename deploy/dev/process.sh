# shellcheck shell=bash
# Background processes. A pid alone can be another program's after a restart of the machine, so its start time is kept beside it.

# The start time of a process in clock ticks since boot; nothing when there is no such process or it is a zombie.
start_time() {
  local stat
  stat="$(cat "/proc/$1/stat" 2>/dev/null)" || return 0
  stat="${stat##*) }"
  # shellcheck disable=SC2086
  set -- $stat
  [ "$1" = Z ] || echo "${20}"
}

# The pid of the named process if it is running.
pid_of() {
  local pid recorded
  [ -f "$RUN/$1.pid" ] || return 1
  pid="$(cat "$RUN/$1.pid")"
  recorded="$(cat "$RUN/$1.start" 2>/dev/null)"
  [ -n "$recorded" ] && [ "$(start_time "$pid")" = "$recorded" ] && echo "$pid"
}

running() { pid_of "$1" >/dev/null; }

# launch <name> <command…>: starts it in a session of its own, so that Ctrl-C reaches only us and we stop things in order.
launch() {
  local name="$1"
  shift
  (umask 077 && : >>"$LOGS/$name.log")
  setsid "$@" </dev/null >>"$LOGS/$name.log" 2>&1 9>&- &
  local pid=$!
  disown "$pid"
  echo "$pid" >"$RUN/$name.pid"
  start_time "$pid" >"$RUN/$name.start"
}

# halt <name> <signal> <seconds>: asks, waits, then kills.
halt() {
  local pid end
  pid="$(pid_of "$1")" || {
    rm -f "$RUN/$1.pid" "$RUN/$1.start"
    return 0
  }
  kill "-$2" "$pid" 2>/dev/null || true
  end=$((SECONDS + $3))
  while running "$1"; do
    if [ "$SECONDS" -ge "$end" ]; then
      say "$1 did not stop within $3 s: killed"
      kill -KILL "$pid" 2>/dev/null || true
      sleep 0.2
      break
    fi
    sleep 0.1
  done
  rm -f "$RUN/$1.pid" "$RUN/$1.start"
}

# await <name> <seconds> <check…>: until the check holds; fails at once when the process has died.
await() {
  local name="$1" end=$((SECONDS + $2))
  shift 2
  until "$@" >/dev/null 2>&1; do
    running "$name" || die "$name stopped while starting; last lines of $LOGS/$name.log: $(tail -n 3 "$LOGS/$name.log" | tr '\n' ' ')"
    [ "$SECONDS" -lt "$end" ] || die "$name is not ready in time; see $LOGS/$name.log"
    sleep 0.1
  done
}

port_open() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

need_free_port() {
  ! port_open "$1" || die "port $1 ($2) is busy: stop what uses it, or choose other ports with --port-base N"
}

# Only one command at a time changes an installation.
lock_installation() {
  make_folders
  exec 9>"$HERE/lock"
  flock -w 120 9 || die "another ./dev command works on $HERE and has not finished within 120 s"
}

unlock_installation() { exec 9>&-; }

# http_get <port> <path>: the answer of a local server, headers and all.
http_get() {
  (
    exec 3<>"/dev/tcp/127.0.0.1/$1" || exit 1
    printf 'GET %s HTTP/1.0\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n' "$2" >&3
    timeout 3 cat <&3
  ) 2>/dev/null
}
