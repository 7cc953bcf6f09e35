#!/usr/bin/env bash
# The pictures of the README and the docs, made from the bundled sample: docs/images/{qgis,html,page,page_evidence,xlsx}.png.
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

say "qgis.png …"
ZONING_REVIEW_PICTURES="$WORK" bash "$ROOT/scripts/test.sh" window >&2
keep "$WORK/desktop_zh-Hans.png" qgis
ls -l "$IMAGES" >&2
