#!/bin/sh
# Set everything up with the test tools (the first time) and run the checks and the tests.
#   sh packaging/test.sh            everything
#   sh packaging/test.sh tests/gui  some of it
set -eu
cd "$(dirname "$0")/.."
. packaging/setup.sh
# shellcheck disable=SC2086
prepare "[test]" $WINDOW_PACKAGES
export QT_QPA_PLATFORM="${QT_QPA_PLATFORM:-offscreen}" OMP_NUM_THREADS=1
.venv/bin/ruff check .
.venv/bin/ruff format --check -q .
.venv/bin/mypy
exec .venv/bin/python -m pytest -q -n 2 --dist loadfile "$@"
