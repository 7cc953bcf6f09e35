"""Local files that only tell where the features are (virtual layers, saved service addresses): do they lead outside?"""

from __future__ import annotations

import os
import xml.etree.ElementTree as xml

from osgeo import gdal

from .gdal_calls import collecting
from .network import reaches_network

_VIRTUAL, _SERVICE = b"<ogrvrtdatasource", b"<ogrwfsdatasource"  # GDAL does not mind case
_HEAD = 4096
_MAX_BYTES = 10_000_000
_MAX_DEPTH = 5


def leads_outside(target, depth=0):
    """Whether the file `target` names a source on another machine. What cannot be told counts as one that does."""
    text = _text(target)
    head = text[:_HEAD].lower()
    if _SERVICE in head:
        return True
    if _VIRTUAL not in head:
        return False
    if depth == _MAX_DEPTH or len(text) > _MAX_BYTES:
        return True
    try:
        named = _values(xml.fromstring(text))
    except xml.ParseError:  # GDAL reads laxer XML than this
        return True
    return any(_outside(value, os.path.dirname(target), depth) for value in named)


def _values(root):
    """All that a virtual layer says: GDAL takes an element and an attribute for the same."""
    for element in root.iter():
        yield (element.text or "").strip()
        yield from (value.strip() for name, value in element.attrib.items() if not name.startswith("{"))


def _outside(named, folder, depth):
    if not named:
        return False
    if reaches_network(named) or named.startswith("<"):  # `<…>`: another virtual layer, written out in place
        return True
    return any(leads_outside(path, depth + 1) for path in (named, os.path.join(folder, named)))


def _text(target):
    """The content of a file by way of GDAL, which also looks into archives; only its head where it is no such file."""
    with collecting([]):
        try:
            stream = gdal.VSIFOpenL(target, "rb")
        except RuntimeError:
            stream = None
        if stream is None:
            return b""
        try:
            head = bytes(gdal.VSIFReadL(1, _HEAD, stream) or b"")
            return head + bytes(gdal.VSIFReadL(1, _MAX_BYTES, stream) or b"") if _VIRTUAL in head.lower() else head
        finally:
            gdal.VSIFCloseL(stream)
