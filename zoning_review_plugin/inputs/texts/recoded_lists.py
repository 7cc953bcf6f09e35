"""Lists (CSV, TSV) without coordinates and MapInfo tables in another encoding than GDAL takes them to be in.

They are read from a copy in memory that GDAL reads right. What they state stays with the layer, and what is told of it.
"""

from __future__ import annotations

import codecs
import uuid
from contextlib import contextmanager
from dataclasses import replace
from pathlib import PurePosixPath

from osgeo import gdal

from ...model.errors import InputFault, Place
from ..files.mapinfo_file import mapinfo_faults
from ..files.stored import beside, bytes_of, size_of
from ..layer import in_memory
from ..ogr.ogr_layer import open_ogr
from .mapinfo_texts import NEUTRAL, PARTS, SUFFIXES, charset_for, charset_of, header_of, mapinfo_encoding, with_charset
from .plain_text import MAX_BYTES, head_of, read_text
from .restated import restated_layer
from .text_trial import codec_of

_LISTS = (".csv", ".tsv", ".psv")
_UTF8 = ("auto", "utf-8", "utf8")


def recoded_list(source, encoding):
    """The layer of a list with other characters than ASCII, held in memory; None of any other file, and of one too
    long for that which begins as UTF-8, as GDAL reads it. Raises InputFault of one too long that does not."""
    suffix, size = _suffix(source), size_of(source.target) or 0
    if suffix not in _LISTS or not size:
        return None
    if size > MAX_BYTES:
        if encoding.lower() in _UTF8 and _begins_as_utf8(source.target):
            return None
        raise InputFault("file_too_large", Place(file=source.text), limit_mb=MAX_BYTES // 1_000_000)
    text, choice = read_text(source.target, Place(file=source.text), encoding)
    if text.isascii():
        return None
    parts = {suffix: text.encode("utf-8")}
    types = beside(source.target, ".csvt")
    if types:
        parts[".csvt"] = bytes_of(types).tobytes()
    return _read(source, parts, choice)


def recoded_mapinfo(source, encoding):
    """The layer of a MapInfo table whose header states a false charset, or none; None of any other.

    It is held in memory unless it is large. Raises InputFault where it is in an encoding that MapInfo has no name for.
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
    if charset is None:
        raise InputFault("file_undecodable", place, encodings=choice.name)
    if sum(map(size_of, (source.target, *parts.values()))) > MAX_BYTES:
        stated = with_charset(source.target, header, charset)
        return _looked_at(
            _with_choice(restated_layer(source, stated, len(header), PARTS[suffix]), source, choice), source
        )
    whole = bytes_of(source.target).tobytes()
    contents = {part: bytes_of(path).tobytes() for part, path in parts.items()}
    contents[suffix] = with_charset(source.target, header, charset) + whole[len(header) :]
    return _looked_at(_read(source, contents, choice), source)


def _looked_at(layer, source):
    """The layer with what its file shows by itself: its copy is not looked through."""
    return replace(layer, found=(*layer.found, *mapinfo_faults(source.target)))


def _read_by_gdal(charset):
    """The charset as which GDAL reads what a header states; without one it hands bytes on as they are."""
    return charset if charset and charset not in ("UTF-8", "None") else NEUTRAL


def _read(source, contents, choice):
    """The layer of a copy. contents: bytes by suffix, the first of them named by the source."""
    with in_gdal_memory(_suffix(source), contents, source.stem) as path:
        layer = in_memory(open_ogr(replace(source, target=path)))
    return _with_choice(layer, source, choice)


def _with_choice(layer, source, choice):
    """A layer with what is known of its encoding, and told of it, in place of what its copy states."""
    told = [fault for fault in layer.found if not fault.code.startswith("encoding_")]
    return replace(layer, stem=source.stem, facts={**layer.facts, **choice.facts}, found=(*choice.faults, *told))


@contextmanager
def in_gdal_memory(suffix, contents, stem):
    """The path of a file in GDAL's memory with those beside it, while the block runs."""
    folder = f"/vsimem/{uuid.uuid4().hex}"
    try:
        for part, content in contents.items():
            gdal.FileFromMemBuffer(f"{folder}/{stem}{part}", content)
        yield f"{folder}/{stem}{suffix}"
    finally:
        gdal.RmdirRecursive(folder)


def _begins_as_utf8(target):
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        return bool(decoder.decode(head_of(target, MAX_BYTES)))
    except UnicodeDecodeError:
        return False


def _suffix(source):
    return PurePosixPath(source.target.replace("\\", "/")).suffix.lower()
