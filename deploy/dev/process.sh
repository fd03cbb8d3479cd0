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

# launch <name> <command…>: starts it in the background. With WATCHED set, a shell waits beside it and writes down how it
# ended.
launch() {
  local name="$1"
  forget "$name"
  (umask 077 && : >>"$LOGS/$name.log")
  if [ -z "${WATCHED:-}" ]; then
    begin "$@"
    disown
  else
    begin_and_wait "$@" </dev/null >/dev/null 2>&1 9>&- &
    disown
    until [ -s "$RUN/$name.pid" ]; do sleep 0.02; done
  fi
}

# In a session of its own, so that Ctrl-C reaches only us and we stop things in order.
begin() {
  local name="$1"
  shift
  setsid "$@" </dev/null >>"$LOGS/$name.log" 2>&1 9>&- &
  start_time "$!" >"$RUN/$name.start"
  echo "$!" >"$RUN/$name.pid"
}

begin_and_wait() {
  local status=0
  begin "$@"
  wait "$!" || status=$?
  echo "$status" >"$RUN/$1.exit"
}

# How a process that somebody watched has ended.
how_it_ended() {
  local status="" tries=20
  # Whoever waits for it hears of it a moment after everybody can see it.
  until [ -s "$RUN/$1.exit" ] || [ $((tries -= 1)) -lt 0 ]; do sleep 0.1; done
  status="$(cat "$RUN/$1.exit" 2>/dev/null || true)"
  if [ -z "$status" ]; then
    echo "has ended"
  elif [ "$status" -gt 128 ]; then
    echo "was ended by the signal $(kill -l "$status")"
  else
    echo "has ended with status $status"
  fi
}

# Removes what is known of a process that runs no more.
forget() { rm -f "$RUN/$1.pid" "$RUN/$1.start" "$RUN/$1.exit"; }

# halt <name> <signal> <seconds>: asks, waits, then kills.
halt() {
  local pid end
  pid="$(pid_of "$1")" || {
    forget "$1"
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
  forget "$1"
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
  flock -n 9 || say "waiting for another ./dev command that works on $HERE"
  flock -w 120 9 || die "another ./dev command works on $HERE and has not finished within 120 s"
}

# Fails at once where another command works on it.
try_lock_installation() {
  exec 9>"$HERE/lock"
  flock -n 9 || {
    unlock_installation
    return 1
  }
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
