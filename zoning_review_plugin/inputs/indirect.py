"""Local files that only tell where the features are (virtual layers, saved service addresses): do they lead outside?"""

from __future__ import annotations

import os

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
    root = _parsed(text)
    return root is None or any(_outside(value, os.path.dirname(target), depth) for value in _values(root))


def _parsed(text):
    """The XML as GDAL itself reads it, [kind, name or text, child, …]; None where it cannot."""
    with collecting([]):
        try:
            return gdal.ParseXMLString(text.decode("utf-8", errors="replace"))
        except RuntimeError:
            return None


def _values(node):
    """All that a virtual layer says: GDAL takes an element and an attribute for the same."""
    kind, value, *children = node
    if kind == gdal.CXT_Text:
        yield value.strip()
    elif not (kind == gdal.CXT_Attribute and ":" in value):  # names of XML schemas are no sources
        for child in children:
            yield from _values(child)


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
