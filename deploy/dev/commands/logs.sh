# shellcheck shell=bash
# ./dev logs [service or server] [-f]

run() {
  take_port_base "$@"
  local word follow="" files=()
  for word in "${ARGS[@]}"; do
    if [ "$word" = -f ]; then
      follow=yes
    elif [ -f "$LOGS/$word.log" ]; then
      files+=("$LOGS/$word.log")
    else
      die "no log of '$word' (there are: $(find "$LOGS" -name '*.log' -printf '%f ' 2>/dev/null | sed 's/\.log//g'))"
    fi
  done
  if [ ${#files[@]} -eq 0 ]; then
    mapfile -t files < <(find "$LOGS" -name '*.log' 2>/dev/null | sort)
  fi
  [ ${#files[@]} -gt 0 ] || die "no logs yet: ./dev up"
  if [ -n "$follow" ]; then exec tail -n 50 -F "${files[@]}"; fi
  tail -n 200 "${files[@]}"
}
