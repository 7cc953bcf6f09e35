"""A KML file read a second time as the text that it is: GDAL passes over places that it cannot read, without a word."""

from __future__ import annotations

import re
import zipfile

from ...model.codes import Severity
from ..layer import ReadFault
from .stored import bytes_of, size_of

_MOST_BYTES = 100_000_000
_MOST_EXAMPLES = 5
_COORDINATES = re.compile(rb"<(?:\w{1,20}:)?coordinates(?:\s[^>]{0,200})?>([^<]*)<")
_LINKS = re.compile(rb"<(?:\w{1,20}:)?NetworkLink[\s>]")
_AT_COMMA = re.compile(rb"\s{0,99},\s{0,99}")  # blanks there do no harm
_FIGURE = rb"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?"
_PLACE = re.compile(rb"%b,%b(?:,(?:%b)?)?" % (_FIGURE, _FIGURE, _FIGURE))


def kml_faults(path):
    """`ReadFault`s of the KML or KMZ file at `path`."""
    content = _content(path)
    faults, count, examples = [], 0, []
    for text in _COORDINATES.findall(content):
        odd = [token for token in _AT_COMMA.sub(b",", text).split() if not _PLACE.fullmatch(token)]
        count += len(odd)
        examples += odd[: _MOST_EXAMPLES - len(examples)]
    if count:
        shown = " | ".join(token[:40].decode("utf-8", errors="replace") for token in examples)
        faults.append(ReadFault("kml_damaged", {"count": count, "examples": shown}, Severity.ERROR))
    links = len(_LINKS.findall(content))
    if links:
        faults.append(ReadFault("kml_links_left", {"count": links}, Severity.WARNING))
    return faults


def _content(path):
    """The bytes of the document, b"" where there is none, or more than is worth looking at."""
    size = size_of(path)
    if not size or size > _MOST_BYTES:
        return b""
    if path.lower().endswith(".kmz") and not path.startswith("/vsi"):
        return _unpacked(path)
    content = bytes_of(path)
    return b"" if content is None else content.tobytes()


def _unpacked(path):
    try:
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if name.lower().endswith(".kml")]
            if not names:
                return b""
            with archive.open(names[0]) as stream:
                return stream.read(_MOST_BYTES)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError):
        return b""
