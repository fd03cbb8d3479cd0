# shellcheck shell=bash
# ./dev format: writes Java sources in the project's format.

run() { maven -q spotless:apply "$@"; }
