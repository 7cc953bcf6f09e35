#!/usr/bin/env bash
# Measures the overlap engine against other tools on the same work; see docs/benchmarks.md.
#
# Usage: bash bench/run.sh SIZE [options]      (SIZE: XS S M L; --help tells the options)
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../scripts/environment.sh"
source "$ROOT/bench/peers.sh"

install_run_packages
install_libraries "$ROOT/requirements.txt" "$ROOT/bench/requirements.txt"
install_peers
install_postgis
cd "$ROOT"
# What a first use leaves to the background: no run is to compile.
"$PYTHON" -m zoning_review_plugin.overlay.warming >/dev/null
exec "$PYTHON" -m bench "$@"
