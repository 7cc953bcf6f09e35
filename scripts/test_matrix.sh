#!/usr/bin/env bash
# The tests in other Debian releases, each in a chroot of its own: QGIS 3.22 (bookworm), 3.40 (trixie) and what
# testing has (forky). Needs root and debootstrap; uses this machine's mirror, certificates and pip settings.
#
# Usage: bash scripts/test_matrix.sh [-k] [SUITE[=STAGES]]…
#   default: bookworm=demo,all trixie=demo,all forky=unit,qgis,window
#   -k       keep the chroots (in build/chroots) for another run
set -euo pipefail
ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
CHROOTS="${CHROOTS:-$ROOT/build/chroots}"
REFERENCE="${ZONING_REVIEW_REFERENCE:-$ROOT/../shared}"
KEEP=0
[ "${1:-}" = "-k" ] && { KEEP=1; shift; }

command -v debootstrap >/dev/null || { apt-get update -qq; apt-get install -y -qq --no-install-recommends debootstrap >/dev/null; }
MIRROR="$(grep -rhoE '(https?)://[^ ]+' /etc/apt/sources.list /etc/apt/sources.list.d 2>/dev/null | grep -E '/debian/?$' | head -n 1 || true)"
[ -n "$MIRROR" ] || { echo "No Debian mirror in the apt settings." >&2; exit 1; }

make_chroot() {  # SUITE FOLDER
  local suite=$1 folder=$2
  # The last step of making one writes this file: what was left half made is made again.
  local settings="$folder/etc/apt/apt.conf.d/90matrix"
  [ -e "$settings" ] && return 0
  rm -rf --one-file-system "$folder"
  echo "== $suite: debootstrap" >&2
  mkdir -p "$folder"
  # A release that this debootstrap does not know is made by the script for sid.
  local script=/usr/share/debootstrap/scripts/$suite
  [ -e "$script" ] || script=/usr/share/debootstrap/scripts/sid
  debootstrap --variant=minbase --include=ca-certificates "$suite" "$folder" "$MIRROR" "$script" >"$folder.log" 2>&1 ||
    { tail -n 20 "$folder.log" >&2; return 1; }
  echo 'Acquire::Check-Valid-Until "false";' >"$settings"
}

lend_network() {  # FOLDER: how this machine reaches the outside
  local folder=$1 path
  for path in /etc/resolv.conf /etc/hosts /etc/pip.conf /etc/xdg/pip /etc/ssl/certs/ca-certificates.crt /etc/apt/apt.conf.d/*proxy*; do
    [ -e "$path" ] || continue
    mkdir -p "$folder$(dirname "$path")"
    cp -rL "$path" "$folder$(dirname "$path")/"
  done
  rm -f "$folder/etc/xdg/pip/constraints.txt"
  sed -i '/^constraint/d' "$folder"/etc/pip.conf "$folder"/etc/xdg/pip/* 2>/dev/null || true
}

run_in() {  # SUITE STAGES
  local suite=$1 stages=$2 folder="$CHROOTS/$1" status=0
  make_chroot "$suite" "$folder"
  lend_network "$folder"
  local checkout="$folder/root/zoning_review"
  # The libraries of a kept chroot serve again: only the code is new.
  if [ -d "$checkout/.venv" ]; then rm -rf "$folder/root/.venv" && mv "$checkout/.venv" "$folder/root/.venv"; fi
  rm -rf "$checkout" && mkdir -p "$folder/root/shared" "$folder/proc" "$folder/dev"
  git clone -q "$ROOT" "$checkout"
  if [ -d "$folder/root/.venv" ]; then mv "$folder/root/.venv" "$checkout/.venv"; fi
  mount --bind "$REFERENCE" "$folder/root/shared" 2>/dev/null || echo "(no reference data)" >&2
  mount -t proc proc "$folder/proc"
  mount --bind /dev "$folder/dev"
  mount -t tmpfs tmpfs "$folder/dev/shm" 2>/dev/null || true
  local command="cd /root/zoning_review"
  [[ ",$stages," == *,demo,* ]] && command+=" && time bash scripts/demo.sh && time bash scripts/demo.sh >/dev/null"
  stages="$(tr ',' ' ' <<<"$stages" | sed 's/\bdemo\b//; s/^ *//; s/ *$//')"
  [ "$stages" = all ] && command+=" && bash scripts/test.sh"
  [ -n "$stages" ] && [ "$stages" != all ] && command+=" && bash scripts/test.sh $stages"
  command+=" && dpkg-query -W -f='\${Package} \${Version}\n' qgis python3 libgdal3* | grep -v ' \$'"
  # shellcheck disable=SC2046
  env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=dumb LC_ALL=C.UTF-8 $(env | grep -E '^(PIP_|https?_proxy|no_proxy)' || true) \
    chroot "$folder" bash -c "$command" || status=$?
  umount "$folder/dev/shm" 2>/dev/null || true
  umount "$folder/dev" "$folder/proc" "$folder/root/shared" 2>/dev/null || true
  [ "$KEEP" = 1 ] || rm -rf --one-file-system "$folder"
  return "$status"
}

failed=()
for suite in "${@:-bookworm=demo,all trixie=demo,all forky=unit,qgis,window}"; do
  for item in $suite; do
    name="${item%%=*}" stages="${item#*=}"
    [ "$stages" = "$item" ] && stages=all
    echo "==== $name: $stages" >&2
    run_in "$name" "$stages" || failed+=("$name")
  done
done
[ "${#failed[@]}" -eq 0 ] || { echo "Failed: ${failed[*]}" >&2; exit 1; }
echo "All releases passed." >&2
