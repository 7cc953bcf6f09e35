"""Local files that lead elsewhere: virtual layers, saved service addresses, links to a coordinate system.

`leads_outside` tells whether a file names another machine; the user may allow that. `reaches_beyond` tells what makes a
file read, or do, more than the user named; that is never allowed.
"""

from __future__ import annotations

import json
import os
import re

from osgeo import gdal

from ..files.database_file import is_database, reaches_out
from ..texts.plain_text import head_of
from .drivers import opens
from .gdal_calls import collecting
from .network import names_service, reaches_network

_VIRTUAL = b"<ogrvrtdatasource"  # GDAL does not mind case
_SERVICES = (b"<ogrwfsdatasource", b"<ogrcswdatasource", b"wfs_capabilities")
_JSON = (b"{", b"loadgeojson(", b"jsonp(")
_HEAD = 4096
# Tables of MapInfo that are views of others, or made of others whose paths stand in their rows.
_MAPINFO, _MAPINFO_HEAD = b"!table", 1 << 20
_OTHER_TABLES = re.compile(rb"open\s+table|create\s+view|\bIsSeamless\b", re.IGNORECASE)
_MAX_BYTES = 10_000_000
_MAX_DEPTH = 5
_BLOCK, _OVERLAP = 1 << 23, 1 << 16
_OBJECT = re.compile(r"\s*:\s*(?=\{)")
_PREFIX = re.compile(r"\w{2,}:")
# Parts of a virtual layer that make GDAL run SQL, or open its sources with options of its own.
_ACTIVE = ("srcsql", "openoptions", "ooi")


def leads_outside(target, depth=0):
    """Whether the file `target` names a source on another machine. What cannot be told counts as one that does."""
    head = (head_of(target, _HEAD) or b"").lower()
    if any(mark in head for mark in _SERVICES):
        return True
    if head.lstrip(b"\xef\xbb\xbf\x1e \t\r\n").startswith(_JSON):
        return _links_to_crs(target)
    if _VIRTUAL not in head:
        return False
    root = _parsed(target) if depth < _MAX_DEPTH else None
    return root is None or any(_outside(value, os.path.dirname(target), depth) for _, value in _values(root))


def reaches_beyond(target, depth=0):
    """What in the file `target` reaches beyond it and the folder that it lies in, as text; None where nothing does."""
    if is_database(target):
        return reaches_out(target)
    if (head_of(target, _HEAD) or b"").lstrip().lower().startswith(_MAPINFO):
        found = _OTHER_TABLES.search(head_of(target, _MAPINFO_HEAD))
        return " ".join(found[0].decode("ascii", "replace").split()) if found else None
    if _VIRTUAL not in (head_of(target, _HEAD) or b"").lower():
        return None
    root = _parsed(target) if depth < _MAX_DEPTH else None
    if root is None:
        return "OGRVRTDataSource"
    values = list(_values(root))
    active = next((name for name, _ in values if name.lower() in _ACTIVE), None)
    sources = [value for name, value in values if name.lower() == "srcdatasource" and value]
    found = (_beyond(value, os.path.dirname(target), depth) for value in sources)
    return f"<{active}>" if active else next((problem for problem in found if problem), None)


def _beyond(named, folder, depth):
    """What is wrong with a source that a virtual layer in `folder` names; None for a harmless file beside it."""
    if names_service(named) or "://" in named:
        return None  # told by `leads_outside`
    if _PREFIX.match(named) or named.lower().startswith("/vsi"):
        return named
    top = os.path.join(os.path.realpath(folder), "")
    for path in {os.path.join(folder, named), os.path.abspath(named)}:
        if not os.path.exists(path):
            continue
        if not os.path.realpath(path).startswith(top):
            return named
        with collecting([]):
            problem = reaches_beyond(path, depth + 1) or (None if opens(path) else named)
        if problem:
            return problem
    return None


def _parsed(target):
    """The XML as GDAL itself reads it, [kind, name or text, child, …]; None where it cannot, or it is too long."""
    text = head_of(target, _MAX_BYTES + 1) or b""
    if len(text) > _MAX_BYTES:
        return None
    with collecting([]):
        try:
            return gdal.ParseXMLString(text.decode("utf-8", errors="replace"))
        except (RuntimeError, ValueError, TypeError):
            return None


def _values(node, name=""):
    """(name, text) of all that a virtual layer says: GDAL takes an element and an attribute for the same."""
    kind, value, *children = node
    if kind == gdal.CXT_Text:
        yield name, value.strip()
    elif not (kind == gdal.CXT_Attribute and ":" in value):  # names of XML schemas are no sources
        if kind == gdal.CXT_Element:
            yield value, ""
        for child in children:
            yield from _values(child, value)


def _outside(named, folder, depth):
    if not named:
        return False
    if reaches_network(named) or named.startswith("<"):  # `<…>`: another virtual layer, written out in place
        return True
    return any(leads_outside(path, depth + 1) for path in (named, os.path.join(folder, named)))


def _links_to_crs(target):
    """Whether a GeoJSON file leaves its coordinate system to an address."""
    tail = b""
    for block in _blocks(target):
        text = tail + block
        lower, position = text.lower(), -1
        for mark in (b'crs"', b"crs'"):
            position = lower.find(mark)
            while position >= 0:
                if _is_link(text[position + len(mark) : position + _OVERLAP].decode("utf-8", errors="replace")):
                    return True
                position = lower.find(mark, position + 1)
        tail = text[-_OVERLAP:]
    return False


def _is_link(behind):
    """Whether what stands behind the key `crs` is an object with an address; one that cannot be read counts as one."""
    found = _OBJECT.match(behind)
    if found is None:
        return False
    try:
        value, _ = json.JSONDecoder().raw_decode(behind, found.end())
    except ValueError:
        return True
    return str({key.lower(): kind for key, kind in value.items()}.get("type", "")).lower() in ("link", "url")


def _blocks(target):
    with collecting([]):
        stream = gdal.VSIFOpenL(target, "rb")
    if stream is None:
        return
    try:
        while True:
            block = bytes(gdal.VSIFReadL(1, _BLOCK, stream) or b"")
            if not block:
                return
            yield block
    finally:
        gdal.VSIFCloseL(stream)
