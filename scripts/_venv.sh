# Sourced by scripts/serve and scripts/test: makes .venv and installs pinned packages, once for each state of the files.
# Sets PROJECT (the checkout) and PYTHON (the environment's interpreter).

PROJECT=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
PYTHON=$PROJECT/.venv/bin/python
SUPPORTED='import sys; assert (3, 11) <= sys.version_info[:2] <= (3, 13)'

fail() {
    printf '%s: %s\n' "$(basename "$0")" "$1" >&2
    exit "${2:-1}"
}

# The environment is there, of a Python that the pinned packages are for, and has all of pip.
usable_venv() {
    "$PYTHON" -c "$SUPPORTED; import pip._internal" 2>/dev/null
}

# A Python that the pinned packages are for; one that is only named, as pyenv does with those it has not chosen, is none.
supported_python() {
    local name
    for name in python3.11 python3.12 python3.13 python3; do
        "$name" -c "$SUPPORTED" 2>/dev/null && echo "$name" && return
    done
    fail "Python 3.11, 3.12 or 3.13 is needed, and python3 is $(python3 --version 2>&1 || true); install one of them first"
}

# renewable: what is there of .venv can be replaced by whoever runs this; root may have made it once, for another user.
renewable() {
    local place=$PROJECT/.venv
    [ -e "$place" ] || place=$PROJECT
    place=$(find "$place" -maxdepth 4 -type d ! -writable -print -quit 2>/dev/null)
    [ -z "$place" ] || fail "$place belongs to $(stat -c %U "$place") and cannot be written to; run: chown -R $(id -u) $PROJECT"
}

# ensure_venv FILE...: the packages of these requirement files are installed; silent where nothing is to do.
ensure_venv() {
    local stamp wanted lock held=0
    stamp=$PROJECT/.venv/installed-$(basename "${1%.txt}")
    wanted=$(cd "$PROJECT" && cat requirements* constraints.txt | sha256sum | cut -d' ' -f1)
    installed && return
    renewable
    # one at a time, of all checkouts that share it by a link; the system lets go of it where this is killed
    exec {lock}<"$(dirname "$(readlink -m "$PROJECT/.venv")")"
    flock -n "$lock" || held=$?
    if [ "$held" = 1 ]; then # else there is no flock, or the file system has no locks
        printf 'Waiting for the packages, which another start is installing ...\n' >&2
        flock "$lock"
    fi
    installed || install_packages "$@"
    exec {lock}<&-
}

# installed: the packages wanted have all been installed.
installed() {
    [ -x "$PYTHON" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]
}

# install_packages FILE...: makes the environment where it is of no use, installs what these files name, and notes it.
install_packages() {
    local base
    base=$(supported_python) || exit 1
    # --clear: one whose making was interrupted, or whose Python has gone, is not mended by making it once more
    usable_venv || "$base" -m venv --clear "$PROJECT/.venv" ||
        fail "cannot make $PROJECT/.venv; see above, on Debian and Ubuntu: apt-get install $base-venv"
    # else packages that were half exchanged when somebody pressed Ctrl+C would pass for those of before
    { grep -Lxs "$wanted" "$PROJECT"/.venv/installed-* || true; } | xargs -r -d '\n' rm -f
    printf 'Installing the packages of %s (once; a few minutes) ...\n' "$*" >&2
    local files=()
    for file in "$@"; do files+=(-r "$PROJECT/$file"); done
    # quiet twice: errors only, no warnings about places to look for packages that the machine's own settings name
    # what serves is compared with the digests that PyPI states; the rest finds it there and adds to it
    "$PYTHON" -m pip install -qq --disable-pip-version-check --require-hashes --no-deps \
        -r "$PROJECT/requirements-serve.lock" &&
        "$PYTHON" -m pip install -qq --disable-pip-version-check "${files[@]}" ||
        fail "the packages could not be installed, for what is said above; run $(basename "$0") again to go on"
    rm -f "$stamp" # it may be another user's
    printf '%s\n' "$wanted" >"$stamp"
}
