#!/usr/bin/env bash
# The main job on the bundled sample: installs what it needs, reviews the sample city in QGIS, prints a summary.
#
# Usage: bash scripts/demo.sh [OUTPUT_FOLDER]      (default: out/demo in this checkout)
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/environment.sh"

install_run_packages
install_libraries "$ROOT/requirements.txt"

OUTPUT="${1:-$ROOT/out/demo}"
CASE="$ROOT/resources/samples/demo/demo.review.yaml"
LOG="$VENV/demo.log"
mkdir -p "$OUTPUT"
if [ ! -f "$VENV/qgis/enabled" ]; then
  run_qgis_process plugins enable zoning_review >"$LOG" 2>&1
  touch "$VENV/qgis/enabled"
fi
if ! run_qgis_process run zoningreview:review -- "CASE=$CASE" "OUTPUT_FOLDER=$OUTPUT" >"$LOG" 2>&1; then
  say "The review failed:"
  cat "$LOG" >&2
  exit 1
fi
"$PYTHON" "$ROOT/scripts/show_demo.py" "$OUTPUT"
