# Sourced by the other scripts: brings what they need onto a Debian or Ubuntu machine, once.
#
# System packages come from apt, the rest goes into .venv, a venv over the system Python, so that one
# interpreter has QGIS, GDAL and the libraries. Run again, it installs nothing.

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
VENV="$ROOT/.venv"
PYTHON="$VENV/bin/python"
SYSTEM_PYTHON=/usr/bin/python3

# The same names on Debian 12 and 13 and on Ubuntu 22.04 and 24.04.
RUN_PACKAGES="qgis python3-qgis python3-venv python3-numpy python3-gdal python3-pyproj python3-yaml python3-jinja2
  python3-pandas python3-openpyxl python3-matplotlib fonts-noto-cjk"
TEST_PACKAGES="xvfb xauth zip unzip git poppler-utils python3-jsonschema"

say() { printf '%s\n' "$*" >&2; }

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# install_packages NAME… : those that are not there yet, in one go.
install_packages() {
  local missing=() name installed
  installed="$(dpkg-query -W -f='${Package} ${Status}\n' "$@" 2>/dev/null | sed -n 's/ install ok installed$//p')" || true
  for name in "$@"; do
    grep -qxF "$name" <<<"$installed" || missing+=("$name")
  done
  [ "${#missing[@]}" -gt 0 ] || return 0
  command -v apt-get >/dev/null || { say "This needs apt-get (Debian or Ubuntu). Missing: ${missing[*]}"; return 1; }
  say "Installing ${missing[*]} …"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# install_run_packages : what the plugin runs on. shapely comes from the distribution where that has 2.0 or later:
# newer QGIS imports it itself, and a shapely from a wheel would mix its own GEOS with QGIS's.
install_run_packages() {
  # shellcheck disable=SC2086
  install_packages $RUN_PACKAGES
  # Asking apt takes a second: not again under the Python that .venv was made for.
  [ -f "$VENV/.installed" ] && grep -qF "$("$SYSTEM_PYTHON" -V) " "$VENV/.installed" && return 0
  if apt-cache policy python3-shapely | grep -E 'Candidate: [2-9]' >/dev/null; then install_packages python3-shapely; fi
}

# postgis_package : the newest PostGIS server that this distribution has, for the tests of services.
postgis_package() {
  apt-cache search --names-only '^postgresql-[0-9]+-postgis-[0-9]+$' | awk '{print $1}' | sort -V | tail -n 1
}

# browser_package : the browser that the page is tested in, where this distribution has one (Ubuntu has only a snap).
browser_package() {
  apt-cache search --names-only '^chromium$' | awk '{print $1}'
}

# requirements FILE… : what pip is to bring. Not shapely where the distribution has 2.x (known by its module `lib`):
# Debian 14's calls itself version 0+unknown, and pip would put a wheel in front of it.
requirements() {
  if "$SYSTEM_PYTHON" -c 'import shapely.lib' 2>/dev/null; then grep -hv '^shapely' "$@"; else cat "$@"; fi
}

# install_libraries FILE… : the requirements of these files into .venv. A stamp tells that it is done.
install_libraries() {
  local stamp="$VENV/.installed" wanted numpy
  numpy="$("$SYSTEM_PYTHON" -c 'import numpy; print(numpy.__version__)')"
  wanted="$("$SYSTEM_PYTHON" -V) numpy==$numpy $(requirements "$@" | sha256sum)"
  [ -x "$PYTHON" ] && [ -f "$stamp" ] && grep -qxF "$wanted" "$stamp" && return 0
  if [ ! -x "$PYTHON" ]; then
    say "Making .venv over $("$SYSTEM_PYTHON" -V) …"
    "$SYSTEM_PYTHON" -m venv --system-site-packages "$VENV"
  fi
  # GDAL's bindings are built against the system's numpy: it must stay as it is.
  printf 'numpy==%s\n' "$numpy" >"$VENV/constraints.txt"
  requirements "$@" >"$VENV/requirements.txt"
  say "Installing Python libraries into .venv …"
  "$PYTHON" -m pip install -q --disable-pip-version-check -c "$VENV/constraints.txt" -r "$VENV/requirements.txt"
  printf '%s\n' "$wanted" >>"$stamp"
}

# install_qt6_stubs : what PyQt6 has, to be read by scripts/check_qt6.py. Into a folder of its own and without Qt 6
# itself: in .venv it would come before the PyQt5 of QGIS 3.
install_qt6_stubs() {
  [ -f "$VENV/qt6/PyQt6/QtCore.pyi" ] && return 0
  say "Fetching the type stubs of PyQt6 …"
  "$PYTHON" -m pip install -q --disable-pip-version-check --no-deps --only-binary :all: --target "$VENV/qt6" 'PyQt6>=6.4,<7'
}

# qgis_process, wherever this distribution puts it. Debian's wrapper fails on 3.22, so the binary comes first.
qgis_process_command() {
  local found
  for found in /usr/bin/qgis_process.bin /usr/lib/qgis/qgis_process /usr/bin/qgis_process; do
    if [ -x "$found" ]; then printf '%s\n' "$found"; return 0; fi
  done
  say "qgis_process was not found."
  return 1
}

# run_qgis_process ARGUMENT… : without a screen, with this checkout as the plugin and a profile of its own.
run_qgis_process() {
  local home="$VENV/qgis"
  mkdir -p "$home/plugins" "$home/profile"
  ln -sfn "$ROOT" "$home/plugins/zoning_review"
  HOME="$home/profile" XDG_RUNTIME_DIR="$home" QT_QPA_PLATFORM=offscreen QGIS_PLUGINPATH="$home/plugins" \
    PYTHONPATH="$("$PYTHON" -c 'import site; print(site.getsitepackages()[0])')${PYTHONPATH:+:$PYTHONPATH}" \
    "$(qgis_process_command)" "$@"
}

# install_dask : what a cluster needs, into .venv; numpy, pandas and what else is there stay as they are.
install_dask() {
  say "Installing Dask into .venv …"
  "$PYTHON" -c 'import numpy, pandas; print(f"numpy=={numpy.__version__}\npandas=={pandas.__version__}")' >"$VENV/dask.txt"
  "$PYTHON" -m pip install -q --disable-pip-version-check -c "$VENV/dask.txt" "$(grep '^distributed' "$ROOT/requirements-test.txt")"
}
