"""A workbook opened safely: what it would unpack to is looked at before anything is built from it."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string

from ...model.errors import Place
from ..faults import PackFault

MAX_BYTES = 50_000_000
MAX_UNPACKED = 300_000_000
MAX_CELLS = 2_000_000
_MAX_PARTS = 2_000
_CHUNK = 1 << 20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
# Merged ranges and links, for each of whose cells the library makes one of its own.
_RANGE = re.compile(rb"<(?:\w+:)?(?:mergeCell|hyperlink)\s[^>]*>")
_REF = re.compile(rb"""\sref\s*=\s*["']\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?["']""")
# Parts of a workbook are UTF-8 and declare no entities: what is counted here is then what a parser would see.
_BEGINS = re.compile(rb"(?:\xef\xbb\xbf)?\s*<")
_ENCODING = re.compile(rb"""<\?xml[^>]*\sencoding\s*=\s*["'](?!utf-?8["']|us-ascii["'])""", re.IGNORECASE)
_STRANGE = re.compile(rb"<!DOCTYPE|\x00")


def opened(path):
    """The workbook (openpyxl's) of an .xlsx, formulas as they stand. Raises PackFault."""
    content = _content(Path(path))
    if content.startswith(_OLE):
        raise PackFault("workbook_encrypted" if _ENCRYPTED in content else "workbook_old", Place(file=str(path)))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            _refuse_bombs(parts, str(path))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that are of no account here
            return load_workbook(io.BytesIO(content), data_only=False, keep_links=False)
    except PackFault:
        raise
    except zipfile.BadZipFile:
        raise PackFault("workbook_not_xlsx", Place(file=str(path))) from None
    except Exception as error:  # a damaged file fails anywhere in the library, with whatever error
        raise PackFault("workbook_unreadable", Place(file=str(path)), problem=_short(error)) from None


def _content(path):
    try:
        if path.stat().st_size > MAX_BYTES:
            raise PackFault("workbook_too_large", Place(file=str(path)), limit=MAX_BYTES // 1_000_000)
        return path.read_bytes()
    except FileNotFoundError:
        raise PackFault("workbook_missing", Place(file=str(path))) from None
    except OSError as error:
        raise PackFault("pack_unreadable", Place(file=str(path)), problem=error.strerror or str(error)) from None


def _refuse_bombs(parts, file):
    """Raise PackFault where the parts would unpack to too much, hold too many cells, or declare entities."""
    entries = parts.infolist()
    if len(entries) > _MAX_PARTS or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise PackFault("workbook_unpacks_large", Place(file=file), limit=MAX_UNPACKED // 1_000_000)
    cells = 0
    for entry in entries:
        if entry.filename.lower().endswith((".xml", ".rels")):
            cells += _cells_in(parts, entry, file)
            if cells > MAX_CELLS:
                raise PackFault("workbook_too_many_cells", Place(file=file), limit=MAX_CELLS)


def _cells_in(parts, entry, file):
    """How many cells a part has; read in pieces, of which each begins with the element that the last broke off."""
    count, left, first = 0, b"", True
    with parts.open(entry) as stream:
        while piece := stream.read(_CHUNK):
            text = left + piece
            strange = first and (not _BEGINS.match(text) or _ENCODING.search(text[:1000]))
            if strange or _STRANGE.search(text):
                raise PackFault("workbook_entities", Place(file=file))
            count += _made_of(text) - _made_of(left)
            left, first = text[max(text.rfind(b"<"), 0) :], False
            if len(left) > _CHUNK:  # an element without end
                return MAX_CELLS + 1
    return count


def _made_of(text):
    """How many cells would be made of a piece of XML."""
    return len(_CELL.findall(text)) + sum(map(_size, _RANGE.findall(text)))


def _size(element):
    """The number of cells of a range; beyond all limits where it is written in no known way."""
    found = _REF.search(element)
    if not found:
        return MAX_CELLS
    left, top, right, bottom = found.groups()
    if right is None:
        return 1
    columns = column_index_from_string(right.decode()) - column_index_from_string(left.decode())
    return (abs(columns) + 1) * (abs(int(bottom) - int(top)) + 1)


def _short(error):
    return (str(error) or type(error).__name__).splitlines()[0][:200]
