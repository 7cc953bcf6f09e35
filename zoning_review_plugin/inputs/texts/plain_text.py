"""The text of a small file whose encoding is found as that of any layer: what is stated, held against the texts."""

from __future__ import annotations

import codecs
import os
import re
from dataclasses import replace

from osgeo import gdal

from ...model.codes import Severity
from ...model.errors import InputFault
from ..ogr.gdal_calls import collecting
from .choice import MOST_TEXTS, NOTHING, Choice, Stated, chosen
from .text_trial import codec_of, reads_as_western

MAX_BYTES = 64_000_000
_MARK = codecs.BOM_UTF8
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# None of these bytes is part of a character in any encoding that is tried.
_BETWEEN = re.compile(rb'[,;\t\r"<>]')


def read_text(target, place, encoding="auto"):
    """(text, `Choice`) of the file `target`, which may lie in an archive.

    encoding: `auto`, or the one that the case names. Raises InputFault where the file is missing, too large, or no
    text in the encoding.
    """
    content = read_bytes(target, place, MAX_BYTES)
    return decoded_text(content, place, encoding, stated_beside(target))


def decoded_text(content, place, encoding="auto", stated=NOTHING):
    """(text, `Choice`) of the bytes of a text. stated: by a file beside it. Raises InputFault where it is none."""
    if content.startswith(_WIDE_MARKS) and encoding.lower() == "auto":
        choice = Choice("UTF-16", "mark")
    else:
        stated = Stated("UTF-8", "mark", "BOM") if content.startswith(_MARK) else stated
        content = content.removeprefix(_MARK)
        choice = _choice(list(beyond_ascii(content, MOST_TEXTS)), stated, encoding)
    codec = codec_of(choice.name)
    try:
        text = content.decode(codec or choice.name)
    except (ValueError, LookupError):  # some codecs fail in ways of their own
        raise InputFault("file_undecodable", place, encodings=choice.name) from None
    return text.replace("\r\n", "\n").replace("\r", "\n"), choice


def _choice(texts, stated, encoding):
    """The `Choice` for the pieces of a text. Bytes that are no text at all are given to UTF-8, which refuses them."""
    if not texts and encoding.lower() == "auto":
        return Choice("UTF-8", "none")
    found = chosen(texts, stated, encoding)
    if found.origin == "unknown" and not reads_as_western(texts):
        return Choice("UTF-8", "none")
    # What decodes as UTF-8 to the last byte is UTF-8: nobody need look at samples.
    certain = found.name == "UTF-8" and all(fault.severity == Severity.INFO for fault in found.faults)
    return replace(found, faults=()) if certain else found


def beyond_ascii(content, most):
    """Yield (bytes, False) of up to `most` pieces between separators that are not ASCII only."""
    for line in content.split(b"\n"):
        if line.isascii():
            continue
        for piece in _BETWEEN.split(line):
            if most > 0 and not piece.isascii():
                most -= 1
                yield piece.strip(), False
        if most <= 0:
            return


def stated_beside(target):
    """What a `.cpg` beside a text states of its encoding."""
    head = head_of(os.path.splitext(target)[0] + ".cpg", 64)
    name = head.decode("ascii", "ignore").strip() if head else ""
    return Stated(name, "cpg", ".cpg") if name else NOTHING


def read_bytes(target, place, most):
    """The content of a file by way of GDAL, which also looks into archives. Raises InputFault."""
    content = head_of(target, most + 1)
    if content is None:
        raise InputFault("file_missing", place)
    if len(content) > most:
        raise InputFault("file_too_large", place, limit_mb=most // 1_000_000)
    return content


def head_of(target, count):
    """The first `count` bytes of a file, None where it cannot be opened."""
    with collecting([]):
        try:
            stream = gdal.VSIFOpenL(target, "rb")
        except RuntimeError:
            stream = None
        if stream is None:
            return None
        try:
            return bytes(gdal.VSIFReadL(1, count, stream) or b"")
        finally:
            gdal.VSIFCloseL(stream)
