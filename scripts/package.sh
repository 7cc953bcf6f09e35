#!/usr/bin/env bash
# The plugin as zoning_review.zip, made with pb_tool.
#
# Usage: bash scripts/package.sh [--check]
#   --check   also run what the plugin site runs on an upload: Bandit, secrets, layout, size
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/environment.sh"

install_run_packages
# shellcheck disable=SC2086
install_packages $TEST_PACKAGES
install_libraries "$ROOT/requirements.txt" "$ROOT/requirements-test.txt"
cd "$ROOT"

# pb_tool deploys into the user's QGIS profile on its way to a zip: give it a profile of its own.
PACKAGE_HOME="$VENV/package_home"
mkdir -p "$PACKAGE_HOME"
pb_tool() { HOME="$PACKAGE_HOME" PYTHONDONTWRITEBYTECODE=1 "$VENV/bin/pb_tool" "$@"; }

find zoning_review_plugin resources i18n -name __pycache__ -type d -prune -exec rm -rf {} +
pb_tool validate >"$VENV/package.log" 2>&1 || { cat "$VENV/package.log" >&2; exit 1; }
grep -q "is valid" "$VENV/package.log" || { cat "$VENV/package.log" >&2; exit 1; }
rm -f zoning_review.zip
rm -rf "$PACKAGE_HOME/.local/share/QGIS"
yes | pb_tool zip -n >>"$VENV/package.log" 2>&1 || [ -f zoning_review.zip ] || { cat "$VENV/package.log" >&2; exit 1; }
# pb_tool stamps the full commit hash, which the plugin site's scan for secrets takes for one.
( cd "$VENV" && rm -rf zoning_review && unzip -q "$ROOT/zoning_review.zip" zoning_review/metadata.txt
  sed -i '/^commitSha1/d' zoning_review/metadata.txt && zip -q "$ROOT/zoning_review.zip" zoning_review/metadata.txt )
say "Made zoning_review.zip"
if [ "${1:-}" = "--check" ]; then "$PYTHON" scripts/check_package.py zoning_review.zip; fi
