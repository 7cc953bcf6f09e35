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

# pb_tool takes folders as they are: out of a copy without what Python has compiled, which others may be using now.
SOURCE="$VENV/package_source"
exec 9>"$VENV/package.lock" && flock 9  # one at a time
rm -rf "$SOURCE" "$PACKAGE_HOME/.local/share/QGIS" && mkdir -p "$SOURCE"
tar -c --exclude=__pycache__ __init__.py metadata.txt LICENSE pb_tool.cfg zoning_review_plugin resources i18n | tar -x -C "$SOURCE"
cd "$SOURCE"
pb_tool validate >"$VENV/package.log" 2>&1 || { cat "$VENV/package.log" >&2; exit 1; }
grep -q "is valid" "$VENV/package.log" || { cat "$VENV/package.log" >&2; exit 1; }
yes | pb_tool zip -n >>"$VENV/package.log" 2>&1 || [ -f zoning_review.zip ] || { cat "$VENV/package.log" >&2; exit 1; }
# pb_tool stamps the full commit hash, which the plugin site's scan for secrets takes for one.
rm -rf zoning_review && unzip -q zoning_review.zip zoning_review/metadata.txt
sed -i '/^commitSha1/d' zoning_review/metadata.txt && zip -q zoning_review.zip zoning_review/metadata.txt
mv -f zoning_review.zip "$ROOT/zoning_review.zip"
cd "$ROOT"
flock -u 9
say "Made zoning_review.zip"
if [ "${1:-}" = "--check" ]; then "$PYTHON" scripts/check_package.py zoning_review.zip; fi
