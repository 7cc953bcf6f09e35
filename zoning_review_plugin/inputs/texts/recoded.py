"""KML in GB18030 (GBK, GB2312), which the XML parser behind GDAL does not know: read as the UTF-8 that it should be."""

from __future__ import annotations

import re
import uuid
from dataclasses import replace

from osgeo import gdal

from ...model.codes import Severity
from ...model.errors import Place
from ..layer import ReadFault, in_memory
from ..ogr.ogr_layer import open_ogr
from .plain_text import MAX_BYTES, head_of, read_bytes

_SUFFIX = ".kml"
_DECLARATION = 400  # characters within which XML states its encoding
_STATED = re.compile(r"""(<\?xml[^>]*encoding\s*=\s*["'])([\w.-]+)(["'])""")
_CHINESE = ("gbk", "gb2312", "gb18030", "gb_2312-80", "cp936")


def recoded_layer(source):
    """The layer of a KML file that is in GB18030, held in memory; None of any other file.

    Raises InputFault or CaseFault as `open_ogr` does.
    """
    if not source.target.lower().endswith(_SUFFIX) or _is_utf8(source.target):
        return None
    text = _text(read_bytes(source.target, Place(file=source.text), MAX_BYTES))
    if text is None:
        return None
    path = f"/vsimem/{uuid.uuid4().hex}{_SUFFIX}"
    head = _STATED.sub(r"\1UTF-8\3", text[:_DECLARATION], count=1)
    gdal.FileFromMemBuffer(path, (head + text[_DECLARATION:]).encode("utf-8"))
    try:
        layer = in_memory(open_ogr(replace(source, target=path)))
    finally:
        gdal.Unlink(path)
    told = ReadFault("file_recoded", {"encoding": "GB18030"}, Severity.INFO)
    facts = {**layer.facts, "encoding": "gb18030", "encoding_from": "tried"}
    return replace(layer, stem=source.stem, facts=facts, found=(*layer.found, told))


def _is_utf8(target):
    """Whether the beginning of a file states no Chinese encoding and is UTF-8."""
    head = head_of(target, 1 << 16) or b""
    stated = _STATED.search(head[:_DECLARATION].decode("ascii", errors="replace"))
    if stated and stated.group(2).lower() in _CHINESE:
        return False
    try:
        head[: head.rfind(b">") + 1].decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _text(content):
    try:
        return content.decode("gb18030")
    except UnicodeDecodeError:
        return None
