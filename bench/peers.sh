# Sourced by run.sh: a venv for the peers that pip brings, apart from QGIS's numpy. What cannot be installed is left out
# of it, and the results then tell so.

PEERS_VENV="${ZONING_REVIEW_BENCH_VENVS:-$ROOT/bench/.venvs}/peers"

# One line for each peer that pip brings; numpy and shapely come with the first.
PEERS=(
  "geopandas pyogrio pyarrow"
  "duckdb==1.5.5 duckdb-extensions==1.5.5 duckdb-extension-spatial==1.5.5"
  "sedonadb geoarrow-pyarrow pyproj"
)

# install_peers : once; a stamp tells that it is done.
install_peers() {
  local stamp="$PEERS_VENV/.installed" wanted peer all=yes
  wanted="$(printf '%s\n' "${PEERS[@]}" | sha256sum)"
  [ -f "$stamp" ] && grep -qxF "$wanted" "$stamp" && return 0
  [ -x "$PEERS_VENV/bin/python" ] || "$SYSTEM_PYTHON" -m venv "$PEERS_VENV"
  for peer in "${PEERS[@]}"; do
    say "Installing ${peer%% *} and what it needs …"
    # shellcheck disable=SC2086
    "$PEERS_VENV/bin/python" -m pip install -q --disable-pip-version-check $peer || { say "$peer: could not be installed"; all=; }
  done
  [ -z "$all" ] || printf '%s\n' "$wanted" >"$stamp"
}

# install_postgis : the server; without it PostGIS counts as not installed.
install_postgis() {
  local package
  package="$(postgis_package)" || true
  # shellcheck disable=SC2086
  [ -z "$package" ] || install_packages $package || say "$package: could not be installed"
}
