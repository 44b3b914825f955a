#!/bin/sh
# Set everything up (the first time) and start the demo, or whatever is asked:
#   sh packaging/run.sh                 the demo
#   sh packaging/run.sh analyze MUSIC   any command of edmstudio
set -eu
here=$(pwd)  # from where the paths in a command are meant
cd "$(dirname "$0")/.."
root=$(pwd)
. packaging/setup.sh
# shellcheck disable=SC2086
prepare "" $WINDOW_PACKAGES
[ "$#" -gt 0 ] || set -- demo
cd "$here"
exec "$root/.venv/bin/edmstudio" "$@"
