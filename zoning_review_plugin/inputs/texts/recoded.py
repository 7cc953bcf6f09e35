"""KML and GeoJSON that are not UTF-8 (GB18030 and what it holds, Big5, UTF-16), which GDAL does not read as they are.

Both should be UTF-8. A file that is, to its last byte, stays with GDAL; of another one the encoding is found as that of
any layer, and GDAL reads a copy in memory that is UTF-8.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import replace
from pathlib import PurePosixPath

from ...model.codes import Severity
from ...model.errors import InputFault, Place
from ..files.stored import bytes_of, head_of, size_of
from ..layer import ReadFault, in_memory
from ..ogr.ogr_layer import looked_through, open_ogr
from .choice import NOTHING, Stated
from .plain_text import MAX_BYTES, decoded_text
from .recoded_lists import in_gdal_memory
from .text_trial import codec_of

_KML, _JSON = ".kml", (".geojson", ".json", ".geojsonl", ".geojsons", ".topojson")
_DECLARATION = 400  # characters within which XML states its encoding
_STATED = re.compile(r"""(<\?xml[^>]*encoding\s*=\s*["'])([\w.-]+)(["'])""")
_BLOCK = 1 << 23


def recoded_layer(source, encoding="auto"):
    """The layer of a KML or GeoJSON file that is not UTF-8, held in memory; None of any other file, and of one whose
    encoding cannot be told. encoding: that the case names. Raises InputFault or CaseFault as `open_ogr` does."""
    suffix = PurePosixPath(source.target.replace("\\", "/")).suffix.lower()
    if suffix not in (_KML, *_JSON) or _is_utf8(source.target):
        return None
    if size_of(source.target) > MAX_BYTES:
        raise InputFault("recode_too_large", Place(file=source.text), limit_mb=MAX_BYTES // 1_000_000)
    content = bytes_of(source.target).tobytes()
    stated = _stated(content) if suffix == _KML else NOTHING
    try:
        text, choice = decoded_text(content, Place(file=source.text), encoding, stated)
    except InputFault:
        return None  # of no encoding throughout: GDAL reads what it can, and the bytes are told
    if codec_of(choice.name) == "utf-8" or choice.origin == "unknown":
        return None
    if suffix == _KML:
        text = _STATED.sub(r"\1UTF-8\3", text[:_DECLARATION], count=1) + text[_DECLARATION:]
    with in_gdal_memory(suffix, {suffix: text.encode("utf-8")}, source.stem) as path:
        layer = in_memory(looked_through(open_ogr(replace(source, target=path))))
    told = choice.faults or (ReadFault("file_recoded", {"encoding": choice.name}, Severity.INFO),)
    return replace(layer, stem=source.stem, facts={**layer.facts, **choice.facts}, found=(*layer.found, *told))


def _stated(content):
    """What a KML states of its encoding; UTF-8 is written without looking, and this one is not."""
    found = _STATED.search(content[:_DECLARATION].decode("ascii", errors="replace"))
    if not found or codec_of(found.group(2)) in (None, "utf-8"):
        return NOTHING
    return Stated(found.group(2), "charset", "XML")


def _is_utf8(target):
    """Whether a file is UTF-8 and does not say that it is anything else. One that cannot be looked at is left to GDAL.

    What is cut short within its last character is told of by others.
    """
    content = bytes_of(target)
    if content is None or not len(content):
        return True
    if _stated(head_of(target, _DECLARATION)) is not NOTHING and target.lower().endswith(_KML):
        return False
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(content), _BLOCK):
            decoder.decode(content[start : start + _BLOCK].tobytes())
    except UnicodeDecodeError:
        return False
    return True
