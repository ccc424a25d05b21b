#!/bin/sh
# Make .venv, with uv in it, from whatever this machine has: Python 3.11 or newer, and any one way to start.
set -eu
PATH=${PATH#"$PWD/.venv/bin:"} # what is in there must not make itself

stop() {
    echo "$1" >&2
    exit 1
}

for python in python3 python3.14 python3.13 python3.12 python3.11 none; do
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break
done
[ "$python" != none ] || stop "Alongside needs Python 3.11 or newer: install the package python3."

whole() { # a virtual environment with its own pip
    "$python" -m venv --clear .venv >/dev/null 2>&1 ||
        { command -v virtualenv >/dev/null && virtualenv --quiet --clear --python "$python" .venv; }
}
pip() { # the environment's own pip, or else this machine's
    if .venv/bin/python -m pip --version >/dev/null 2>&1; then
        .venv/bin/python -m pip "$@"
    else
        "$python" -m pip --python .venv/bin/python "$@"
    fi
}

if .venv/bin/python -m pip --version >/dev/null 2>&1 || whole; then
    :
elif "$python" -m pip --version >/dev/null 2>&1 && "$python" -m venv --clear --without-pip .venv; then
    :
elif command -v uv >/dev/null && uv venv --quiet --clear --seed --python "$python" .venv; then
    :
elif [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq &&
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-venv >/dev/null && whole; then
    :
else
    stop "Python cannot make a virtual environment here: install the package python3-venv."
fi
pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/uv.txt
