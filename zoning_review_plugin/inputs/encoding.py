"""Which encoding the attributes of a shapefile are in.

What the file states counts: a `.cpg` file, else the language byte of the `.dbf`. Without either, or where
that byte says no more than "ANSI" (which programs write without looking), names and values are tried: as
UTF-8, as GB18030 (which holds GBK and GB2312), as Big5. The answer is always given to GDAL by name, because
QGIS switches GDAL's own guess off for the whole process.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import Callable

from .dbf_texts import dbf_texts

_ANSI = "87"
_MOST_TEXTS = 20_000  # with other characters than ASCII: more of them say nothing new


def shapefile_encoding(path, stated):
    """(name for GDAL's ENCODING option, where it comes from) for the `.shp` or `.dbf` at `path`.

    stated: GDAL's metadata of the layer (domain SHAPEFILE).
    """
    if stated.get("ENCODING_FROM_CPG"):
        return stated["ENCODING_FROM_CPG"], "cpg"
    page = stated.get("ENCODING_FROM_LDID")
    if page and stated.get("LDID_VALUE") != _ANSI:
        return page, "dbf"
    table = next((p for p in (path.with_suffix(".dbf"), path.with_suffix(".DBF")) if p.is_file()), None)
    texts = list(dbf_texts(table, _MOST_TEXTS)) if table else []
    if not texts:
        return (page, "dbf") if page else ("UTF-8", "tried" if table else "none")
    found = _tried(texts, certain=bool(page))
    if found:
        return found, "tried"
    return (page, "dbf") if page else ("ISO-8859-1", "unknown")


def _tried(texts, certain):
    """The encoding that suits the texts, None where none does; `certain`: it must give everyday characters."""
    suits = []
    for candidate in _CANDIDATES:
        whole, usual = candidate.tried(texts)
        if whole and 2 * usual >= whole:
            return candidate.name
        if whole:
            suits.append(candidate.name)
    return suits[0] if suits and not certain else None


@dataclass(frozen=True)
class _Candidate:
    """An encoding. usual: whether a text as decoded consists of characters in everyday use."""

    name: str
    codec: str
    usual: Callable

    def tried(self, texts):
        """(texts that decode, of these the usual ones), (0, 0) where too many do not."""
        whole = usual = cut = broken = 0
        for value, full in texts:
            decoder = codecs.getincrementaldecoder(self.codec)()
            try:
                text = decoder.decode(value)
            except UnicodeDecodeError:
                broken += 1
                continue
            # A character cut off at the end is what a field too narrow leaves. Elsewhere it is suspicious.
            if decoder.getstate()[0] and not (full and not text.isascii()):
                cut += 1
            else:
                whole += 1
                usual += self.usual(text)
        return (whole, usual) if whole >= cut + 10 * broken else (0, 0)


def _in_gb2312(text):
    try:
        return bool(text.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def _in_big5_common(text):
    """Whether all characters lie in the first plane of Big5, with signs and the 5401 frequent ones."""
    return all(ch.encode("cp950")[0] < 0xC7 for ch in text)


_CANDIDATES = (
    _Candidate("UTF-8", "utf-8", bool),
    _Candidate("GB18030", "gb18030", _in_gb2312),
    _Candidate("CP950", "cp950", _in_big5_common),
)
