"""The texts of a MapInfo table (TAB, MIF) as the bytes they are, the charset that its header states, and another one.

A header states a charset by MapInfo's own names. `Neutral` states nothing: MapInfo then reads in the page of the
machine, and GDAL hands the bytes on as they are.
"""

from __future__ import annotations

import re
from itertools import islice
from pathlib import PurePosixPath

from ..files.stored import beside, bytes_of, head_of
from .choice import MOST_TEXTS, NOTHING, Stated, chosen
from .dbf_texts import dbf_values
from .plain_text import beyond_ascii
from .text_trial import codec_of

SUFFIXES = (".tab", ".mif")
PARTS = {".tab": (".dat", ".dbf", ".map", ".id", ".ind"), ".mif": (".mid",)}
NEUTRAL = "Neutral"
# MapInfo's names of charsets, by Python's names of the pages that GDAL reads them in.
_CHARSETS = {
    "gb18030": "WindowsSimpChinese",
    "gbk": "WindowsSimpChinese",
    "gb2312": "WindowsSimpChinese",
    "cp950": "WindowsTradChinese",
    "big5": "WindowsTradChinese",
    "utf-8": NEUTRAL,
    "cp932": "WindowsJapanese",
    "cp949": "WindowsKorean",
    "cp1250": "WindowsLatin2",
    "cp1251": "WindowsCyrillic",
    "cp1252": "WindowsLatin1",
    "iso8859-1": "WindowsLatin1",
}
_PAGES = {
    "WindowsSimpChinese": "GBK",
    "WindowsTradChinese": "CP950",
    "WindowsJapanese": "CP932",
    "WindowsKorean": "CP949",
    "WindowsLatin1": "CP1252",
    "WindowsLatin2": "CP1250",
    "WindowsCyrillic": "CP1251",
    "UTF-8": "UTF-8",
}
_HEADER = 1 << 18
_BLOCK = 1 << 24
_IN_TAB = re.compile(rb'(!charset\s+|\bCharset\s+)("?)([\w-]+)("?)', re.IGNORECASE)
_IN_MIF = re.compile(rb'(^\s*Charset\s+)("?)([\w-]+)("?)', re.IGNORECASE | re.MULTILINE)
_DATA = re.compile(rb"^\s*Data\s*$", re.IGNORECASE | re.MULTILINE)
_FIRST_LINE = {
    ".tab": re.compile(rb"\A[^\n]*\n(?:!version[^\n]*\n)?", re.IGNORECASE),
    ".mif": re.compile(rb"\A[^\n]*\n"),
}
_NEW_LINE = {".tab": b"!charset %s\n", ".mif": b'Charset "%s"\n'}


def mapinfo_encoding(path, named="auto"):
    """The `Choice` for the `.tab` or `.mif` at `path`; None where it is no table with texts of its own.

    named: what the case says.
    """
    header = header_of(path)
    texts = [] if header is None else _texts(path, header)
    if header is None or not (texts or named.lower() != "auto"):
        return None
    return chosen(texts, _stated(path, header), named)


def header_of(path):
    """The bytes before the data of a `.mif`, or all of a `.tab`; None of other files."""
    head = head_of(path, _HEADER)
    if _suffix(path) == ".tab":
        return head if head.lstrip()[:6].lower() == b"!table" else None
    data = _DATA.search(head)
    return head[: data.start()] if data else None


def charset_of(path, header):
    """The charset that a header states, as it is written; None where it states none."""
    found = list(_pattern(path).finditer(header))
    return found[-1][3].decode("ascii") if found else None


def charset_for(encoding):
    """MapInfo's name of an encoding; None where it has none."""
    return _CHARSETS.get(codec_of(encoding))


def with_charset(path, header, charset):
    """A header that states another charset."""
    name = charset.encode("ascii")
    changed, count = _pattern(path).subn(lambda found: found[1] + found[2] + name + found[4], header)
    if count:
        return changed
    return _FIRST_LINE[_suffix(path)].sub(lambda found: found[0] + _NEW_LINE[_suffix(path)] % name, header, count=1)


def _stated(path, header):
    charset = charset_of(path, header)
    if charset is None or charset.lower() == NEUTRAL.lower():
        return NOTHING
    page = next((page for name, page in _PAGES.items() if name.lower() == charset.lower()), charset)
    return Stated(page, "charset", f"charset {charset}")


def _texts(path, header):
    """(bytes, whether they fill their place) of names of fields and values that are not plain ASCII."""
    names = [(line.split()[0], False) for line in header.splitlines() if not line.isascii() and line.split()]
    values = next((bytes_of(one) for one in _values_beside(path)), None)
    if values is None:
        return names
    if _suffix(path) == ".tab":
        return [*names, *dbf_values(values, MOST_TEXTS)]
    return [*names, *islice(_pieces(values), MOST_TEXTS)]


def _pieces(values):
    """What `beyond_ascii` yields of a text (uint8), some lines at a time."""
    start = 0
    while start < len(values):
        block = values[start : start + _BLOCK].tobytes()
        end = block.rfind(b"\n") + 1 if start + len(block) < len(values) else len(block)
        yield from beyond_ascii(block[: end or len(block)], MOST_TEXTS)
        start += end or len(block)


def _values_beside(path):
    suffixes = (".dat", ".dbf") if _suffix(path) == ".tab" else (".mid",)
    return filter(None, (beside(path, suffix) for suffix in suffixes))


def _pattern(path):
    return _IN_TAB if _suffix(path) == ".tab" else _IN_MIF


def _suffix(path):
    return PurePosixPath(path.replace("\\", "/")).suffix.lower()
