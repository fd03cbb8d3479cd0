# shellcheck shell=bash
# Progress goes to standard error: standard output is for what a command answers.

say() { printf '%s\n' "$*" >&2; }

step() { printf '· %s\n' "$*" >&2; }

die() {
  printf './dev: %s\n' "$*" >&2
  exit 1
}

# Seconds since the shell started that runs this command.
elapsed() { printf '%ss' "$SECONDS"; }
