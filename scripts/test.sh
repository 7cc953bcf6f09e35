#!/usr/bin/env bash
# All tests: installs what they need, then checks style, units, QGIS without and with a window, and the package.
#
# Usage: bash scripts/test.sh [style|unit|qgis|window|package]…      (default: all; qgis and window at the same time)
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/environment.sh"

install_run_packages
# shellcheck disable=SC2086
install_packages $TEST_PACKAGES
# shellcheck disable=SC2046
install_packages $(postgis_package) $(browser_package)
install_libraries "$ROOT/requirements.txt" "$ROOT/requirements-test.txt"
cd "$ROOT"

export XDG_RUNTIME_DIR="$VENV/runtime" PYTHONDONTWRITEBYTECODE=1
mkdir -p -m 700 "$XDG_RUNTIME_DIR"
unset QGIS_PLUGINPATH

style() {
  "$PYTHON" -m ruff check .
  "$PYTHON" -m ruff format --check .
  # Qt6 and QGIS 4: imports and removed names. QGS105 and 2xx only guess by names, 110 and 111 are matters of taste.
  "$PYTHON" -m flake8 --isolated --select=QGS101,QGS102,QGS103,QGS104,QGS106,QGS107,QGS4 --max-line-length 120 __init__.py zoning_review_plugin
  "$PYTHON" scripts/translate.py --check
}

# Files of tests are shared out among the processors; each file is run by one.
unit() { "$PYTHON" -m pytest -q -p no:pytest_qgis -n "$(nproc)" --dist loadfile test/unit; }

qgis() { HOME="$VENV/home" QT_QPA_PLATFORM=offscreen "$PYTHON" -m pytest -q -p no:hypothesispytest test/qgis; }

window() { HOME="$VENV/home" xvfb-run -a -s "-screen 0 1600x1000x24" "$PYTHON" -m pytest -q -p no:pytest_qgis test/window; }

package() { bash scripts/package.sh --check; }

# Each of the two keeps about one processor busy, so that they take hardly longer together than one alone.
qgis_and_window() {
  local log="$VENV/window.log" status=0
  window >"$log" 2>&1 &
  qgis || status=$?
  wait $! || status=$?
  say "== window"
  cat "$log"
  return "$status"
}

stage() {
  say "== $1"
  "$1"
}

mkdir -p "$VENV/home"
if [ $# -eq 0 ]; then set -- style unit qgis_and_window package; fi
for name in "$@"; do stage "$name"; done
say "All passed."
