#!/usr/bin/env bash
# The pictures of the README and the docs, made from the bundled sample: docs/images/*.png.
#
# Usage: bash scripts/pictures.sh
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/environment.sh"

# Only the pictures need these.
install_packages chromium libreoffice-calc poppler-utils pngquant
IMAGES="$ROOT/docs/images"
WORK="$(mktemp -d)"
trap 'rm -rf "$WORK"' EXIT
mkdir -p "$IMAGES"

# 256 colours are plenty for tables and maps, and a third of the size.
keep() { pngquant --force --strip --quality 70-95 --output "$IMAGES/$2.png" "$1"; }

bash "$ROOT/scripts/demo.sh" "$WORK/demo" >/dev/null

say "html.png, page.png, page_evidence.png …"
"$PYTHON" "$ROOT/scripts/page_pictures.py" "$WORK/demo/review.html" "$WORK"
for name in html page page_evidence; do keep "$WORK/$name.png" "$name"; done

say "xlsx.png …"
soffice -env:UserInstallation="file://$WORK/office" --headless --convert-to pdf --outdir "$WORK" \
  "$WORK/demo/review.xlsx" >/dev/null 2>&1
# The first page of the sheet on subjects and layers, known by its column of coverage; its upper part.
pdftotext "$WORK/review.pdf" "$WORK/review.txt"
page="$(awk 'BEGIN { RS = "\f" } /数据覆盖/ { print NR; exit }' "$WORK/review.txt")"
pdftoppm -png -singlefile -f "$page" -l "$page" -r 130 -x 30 -y 50 -W 1460 -H 632 "$WORK/review.pdf" "$WORK/xlsx"
keep "$WORK/xlsx.png" xlsx

say "map_*.png …"
run_qgis_process run zoningreview:review -- "CASE=$ROOT/resources/samples/demo/demo.review.yaml" \
  "OUTPUT_FOLDER=$WORK/drawn" MAPS=true >/dev/null 2>&1
# A4 at 110 dots an inch: enough to read the texts. Page 4 of the parcels is the industrial park.
map() {
  pdftoppm -png -singlefile -f "$2" -l "$2" -r 110 "$WORK/drawn/maps/$1.pdf" "$WORK/$3"
  pngquant --force --strip --speed 1 --output "$IMAGES/$3.png" 48 "$WORK/$3.png"
}
map three_lines 1 map_three_lines
map parcels 4 map_parcels
map options 1 map_options
map conflicts 9 map_conflict

say "qgis.png …"
# Windows show where files lie: a plain folder, not one of the tests.
PYTEST_ADDOPTS="--basetemp=/tmp/review" ZONING_REVIEW_PICTURES="$WORK" bash "$ROOT/scripts/test.sh" window >&2
keep "$WORK/desktop_zh-Hans.png" qgis
window() {
  keep "$WORK/$1_en.png" "$2"
  keep "$WORK/$1_zh-Hans.png" "$2_zh"
}
window panel_2_constraints panel_constraints
window panel_10_conflict panel_conflict
window decide panel_decide
window unit_card panel_unit_card
window prejudge prejudge
ls -l "$IMAGES" >&2
