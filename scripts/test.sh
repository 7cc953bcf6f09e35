#!/usr/bin/env bash
# All tests: installs what they need, then checks style, units, QGIS without and with a window, and the package.
#
# Usage: bash scripts/test.sh [style|unit|qgis|window|package]…      (default: all; after style at the same time)
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/environment.sh"

install_run_packages
# shellcheck disable=SC2086
install_packages $TEST_PACKAGES
# shellcheck disable=SC2046
install_packages $(postgis_package) $(browser_package)
install_libraries "$ROOT/requirements.txt" "$ROOT/requirements-test.txt"
cd "$ROOT"

# What Python compiles is kept out of the checkout, but kept: some hundred processes read it.
rm -rf "$VENV/pycache"
export XDG_RUNTIME_DIR="$VENV/runtime" PYTHONPYCACHEPREFIX="$VENV/pycache"
mkdir -p -m 700 "$XDG_RUNTIME_DIR"
unset QGIS_PLUGINPATH PYTHONDONTWRITEBYTECODE

style() {
  "$PYTHON" -m ruff check .
  "$PYTHON" -m ruff format --check .
  # Qt6 and QGIS 4: imports and removed names. QGS105 and 2xx only guess by names, 110 and 111 are matters of taste.
  "$PYTHON" -m flake8 --isolated --select=QGS101,QGS102,QGS103,QGS104,QGS106,QGS107,QGS4 --max-line-length 120 __init__.py zoning_review_plugin
  install_qt6_stubs
  "$PYTHON" scripts/check_qt6.py "$VENV/qt6/PyQt6"
  "$PYTHON" scripts/translate.py --check
}

# Files of tests are shared out among the processors; each file is run by one.
unit() { "$PYTHON" -m pytest -q -p no:pytest_qgis -n "$(nproc)" --dist loadfile test/unit; }

qgis() { HOME="$VENV/home" QT_QPA_PLATFORM=offscreen "$PYTHON" -m pytest -q -p no:hypothesispytest test/qgis; }

window() { HOME="$VENV/home" xvfb-run -a -s "-screen 0 1600x1000x24" "$PYTHON" -m pytest -q -p no:pytest_qgis test/window; }

package() { bash scripts/package.sh --check; }

# The kernel is compiled once, before several processes would each do it; meanwhile the style is looked at.
style_and_kernel() {
  local kernel
  "$PYTHON" -m zoning_review_plugin.overlay.warming >/dev/null &
  kernel=$!
  style
  wait "$kernel"
}

# Each stage waits now and then: for windows, for processes of its own, for the slowest of its files.
together() {
  local name others=() status=0
  trap 'kill 0' INT  # of itself Ctrl-C does not reach what runs in the background
  for name in package qgis window; do
    "$name" >"$VENV/stage_$name.log" 2>&1 &
    others+=("$name:$!")
  done
  unit || status=$?
  for name in "${others[@]}"; do
    wait "${name#*:}" || status=$?
    say "== ${name%:*}"
    cat "$VENV/stage_${name%:*}.log"
  done
  return "$status"
}

stage() {
  say "== $1"
  "$1"
}

mkdir -p "$VENV/home"
if [ $# -eq 0 ]; then set -- style_and_kernel together; fi
for name in "$@"; do stage "$name"; done
say "All passed."
