# Sourced by run.sh and test.sh: makes .venv and installs what is pinned, once.
# Usage: prepare EXTRAS APT_PACKAGES...
#
# Python is the newest of python3.14 … python3.11 on the PATH, or $EDMSTUDIO_PYTHON.
# On Linux without an NVIDIA card, torch's CPU build comes from the index in
# $EDMSTUDIO_TORCH_INDEX where it is set (see the README).

WINDOW_PACKAGES="libgl1 libegl1 libxkbcommon0 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1
 libglib2.0-0 libx11-xcb1 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0
 libxcb-render-util0 libxcb-shape0 libxcb-xinerama0 libxcb-xkb1 fonts-dejavu-core libportaudio2"

find_python() {
    for candidate in ${EDMSTUDIO_PYTHON:-python3.14 python3.13 python3.12 python3.11 python3}; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s\n' "$candidate"
            return
        fi
    done
    return 1
}

lacking() {
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' ||
            printf '%s ' "$package"
    done
}

install_system() {
    [ "$(uname -s)" = Linux ] || return 0
    if ! command -v apt-get >/dev/null 2>&1; then
        echo "This is no Debian or Ubuntu: if the window does not open, install Qt's xcb libraries" \
            "and PortAudio with your package manager." >&2
        return 0
    fi
    lack=$(lacking "$@")
    [ -n "$lack" ] || return 0
    if [ "$(id -u)" = 0 ]; then
        elevate=
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        elevate=sudo
    else
        echo "Some system libraries are missing. Please run this line, then start again:" >&2
        echo "  sudo apt-get update && sudo apt-get install -y --no-install-recommends $lack" >&2
        exit 1
    fi
    echo "Installing system libraries: $lack" >&2
    $elevate apt-get update -qq >&2
    # shellcheck disable=SC2086  # a list of package names
    DEBIAN_FRONTEND=noninteractive $elevate apt-get install -y -qq --no-install-recommends $lack >&2
}

prepare() {
    extras=$1
    shift
    # shellcheck disable=SC2086
    stamp="$(cat pyproject.toml packaging/constraints.txt packaging/setup.sh | cksum) $extras $*"
    [ "$(cat .venv/.prepared 2>/dev/null)" != "$stamp" ] || return 0
    install_system "$@"
    python=$(find_python) || {
        install_system python3 python3-venv
        python=$(find_python) || {
            echo "EDM Studio needs Python 3.11 or newer; please install it and start again." >&2
            exit 1
        }
    }
    if [ ! -x .venv/bin/python ]; then
        "$python" -m venv .venv 2>/dev/null || {
            rm -rf .venv
            install_system python3-venv
            "$python" -m venv .venv
        }
    fi
    # an environment that uv made has no pip
    .venv/bin/python -m pip --version >/dev/null 2>&1 || .venv/bin/python -m ensurepip >/dev/null
    echo "Installing the Python packages (once; a few minutes)" >&2
    if [ -n "${EDMSTUDIO_TORCH_INDEX:-}" ]; then
        .venv/bin/python -m pip install -q -c packaging/constraints.txt torch \
            --index-url "$EDMSTUDIO_TORCH_INDEX"
    else
        .venv/bin/python -m pip install -q -c packaging/constraints.txt torch
    fi
    .venv/bin/python -m pip install -q -c packaging/constraints.txt -e ".$extras"
    printf '%s' "$stamp" >.venv/.prepared
}
