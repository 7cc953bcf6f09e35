"""Lists (CSV, TSV) without coordinates and MapInfo tables in another encoding than GDAL takes them to be in.

They are read from a copy in memory that GDAL reads right. What they state stays with the layer, and what is told of it.
"""

from __future__ import annotations

import uuid
from contextlib import contextmanager
from dataclasses import replace
from pathlib import PurePosixPath

from osgeo import gdal

from ...model.errors import InputFault, Place
from ..files.stored import beside, bytes_of, size_of
from ..layer import in_memory
from ..ogr.ogr_layer import open_ogr
from .mapinfo_texts import NEUTRAL, PARTS, SUFFIXES, charset_for, charset_of, header_of, mapinfo_encoding, with_charset
from .plain_text import MAX_BYTES, read_text
from .text_trial import codec_of

_LISTS = (".csv", ".tsv", ".psv")


def recoded_list(source, encoding):
    """The layer of a list with other characters than ASCII, held in memory; None of any other file and of long ones."""
    suffix = _suffix(source)
    if suffix not in _LISTS or not 0 < (size_of(source.target) or 0) <= MAX_BYTES:
        return None
    text, choice = read_text(source.target, Place(file=source.text), encoding)
    if text.isascii():
        return None
    parts = {suffix: text.encode("utf-8")}
    types = beside(source.target, ".csvt")
    if types:
        parts[".csvt"] = bytes_of(types).tobytes()
    return _read(source, parts, choice)


def recoded_mapinfo(source, encoding):
    """The layer of a MapInfo table whose header states a false charset, or none, held in memory; None of any other.

    Raises InputFault where the table is too large to be held, or in an encoding that MapInfo has no name for.
    """
    suffix = _suffix(source)
    choice = mapinfo_encoding(source.target, encoding) if suffix in SUFFIXES else None
    if choice is None or codec_of(choice.name) is None:
        return None
    header, place = header_of(source.target), Place(file=source.text)
    charset = charset_for(choice.name)
    if charset == _read_by_gdal(charset_of(source.target, header)):
        return None
    parts = {part: path for part in PARTS[suffix] for path in [beside(source.target, part)] if path}
    if sum(map(size_of, parts.values())) > MAX_BYTES:
        raise InputFault("file_too_large", place, limit_mb=MAX_BYTES // 1_000_000)
    if charset is None:
        raise InputFault("file_undecodable", place, encodings=choice.name)
    whole = bytes_of(source.target).tobytes()
    contents = {part: bytes_of(path).tobytes() for part, path in parts.items()}
    contents[suffix] = with_charset(source.target, header, charset) + whole[len(header) :]
    return _read(source, contents, choice)


def _read_by_gdal(charset):
    """The charset as which GDAL reads what a header states; without one it hands bytes on as they are."""
    return charset if charset and charset not in ("UTF-8", "None") else NEUTRAL


def _read(source, contents, choice):
    """The layer of a copy. contents: bytes by suffix, the first of them named by the source."""
    with _copy(_suffix(source), contents, source.stem) as path:
        layer = in_memory(open_ogr(replace(source, target=path)))
    told = [fault for fault in layer.found if not fault.code.startswith("encoding_")]
    return replace(layer, stem=source.stem, facts={**layer.facts, **choice.facts}, found=(*choice.faults, *told))


@contextmanager
def _copy(suffix, contents, stem):
    """The path of a file in GDAL's memory with those beside it, while the block runs."""
    folder = f"/vsimem/{uuid.uuid4().hex}"
    try:
        for part, content in contents.items():
            gdal.FileFromMemBuffer(f"{folder}/{stem}{part}", content)
        yield f"{folder}/{stem}{suffix}"
    finally:
        gdal.RmdirRecursive(folder)


def _suffix(source):
    return PurePosixPath(source.target.replace("\\", "/")).suffix.lower()
