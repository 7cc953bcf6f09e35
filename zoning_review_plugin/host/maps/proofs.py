"""Whether what was written can be handed in: a PDF with its pages, a picture with ink where it belongs."""

from __future__ import annotations

import re

import numpy as np
from qgis.PyQt.QtGui import QImage

from ...model.errors import OutputFault, Place

_COLOURS = 24  # a page with less is blank or broken
_INK = 0.0005  # of a part of the page that must not be white
_SAMPLED = 700  # pixels of the sampled picture from side to side
_WHITE = 0xFFFFFF
_PAGES = re.compile(rb"/Type\s*/Pages\b")
_COUNT = re.compile(rb"/Count\s+(\d+)")


def prove_pdf(path, pages):
    """Raise OutputFault where a file is no whole PDF of so many pages."""
    data = path.read_bytes() if path.exists() else b""
    whole = data.startswith(b"%PDF-") and b"%%EOF" in data[-1024:]
    if not whole or page_count(data) != pages:
        raise OutputFault("map_unsound", Place(file=str(path)), expected=pages, found=page_count(data))


def page_count(data):
    """How many pages a PDF of Qt or GDAL says it has, after its last revision; 0 where it does not say."""
    trees = [part for part in data.split(b"endobj") if _PAGES.search(part)]
    found = [_COUNT.search(part) for part in trees]
    counts = [int(count.group(1)) for count in found if count]
    return counts[-1] if counts else 0


def prove_picture(path, page, sheet):
    """Raise OutputFault where the picture of a page is blank, or its title, a frame or the panel is."""
    picture = QImage(str(path))
    if picture.isNull():
        raise OutputFault("map_blank", Place(file=str(path)), part="*")
    scale = picture.width() / sheet["width"]
    parts = {"title": sheet["title"], "panel": sheet["panel"]}
    parts.update({f"frame {number}": frame.box for number, frame in enumerate(page.frames, 1) if frame.layers})
    if _colours(picture) < _COLOURS:
        raise OutputFault("map_blank", Place(file=str(path)), part="*")
    for name, (x, y, width, height) in parts.items():
        inside = (round(value * scale) for value in (x + 0.5, y + 0.5, width - 1.0, height - 1.0))
        if ink(picture.copy(*inside)) < _INK:
            raise OutputFault("map_blank", Place(file=str(path)), part=name)


def ink(picture):
    """The share of pixels that are not white, of a picture sampled along both sides."""
    values = _pixels(picture)
    return float((values != _WHITE).mean()) if values.size else 0.0


def _colours(picture):
    return len(np.unique(_pixels(picture)))


def _pixels(picture):
    """Colours (0xRRGGBB) of a picture, sampled along both sides."""
    plain = picture.convertToFormat(QImage.Format.Format_RGB32)
    bits = plain.constBits()
    bits.setsize(plain.sizeInBytes())
    values = np.frombuffer(bits, np.uint32).reshape(plain.height(), plain.bytesPerLine() // 4)
    step = max(1, max(plain.width(), plain.height()) // _SAMPLED)
    return (values[::step, : plain.width() : step] & _WHITE).copy()
