"""A written document is opened again: does it hold what was put into it?"""

from __future__ import annotations

import uuid
import zipfile

from docx.oxml import parse_xml
from osgeo import gdal

from ...inputs.ogr.gdal_calls import GDAL_ERRORS, collecting
from ...model.errors import OutputFault, Place
from .table_block import PREFIX

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def verify(path, expected):
    """Raise OutputFault unless the .docx at `path` parses and holds the tables, rows and pictures `expected`."""
    try:
        with zipfile.ZipFile(path) as archive:
            broken = archive.testzip()
            if broken:
                raise _unsound(path, broken)
            tables = _tables(archive)
            media = {archive.read(name) for name in archive.namelist() if name.startswith("word/media/")}
    except (OSError, KeyError, zipfile.BadZipFile, SyntaxError) as error:
        raise _unsound(path, str(error)) from None
    if tables != expected.tables:
        wrong = [one for one in zip(tables, expected.tables) if one[0] != one[1]]
        found, wanted = wrong[0] if wrong else (len(tables), len(expected.tables))
        raise _unsound(path, f"{found} ≠ {wanted}")
    for png in expected.pictures:
        if png not in media or is_blank(png):
            raise _unsound(path, "PNG")


def is_blank(png):
    """Whether a PNG (bytes) cannot be read or shows a single colour."""
    name = f"/vsimem/{uuid.uuid4().hex}.png"
    gdal.FileFromMemBuffer(name, png)
    try:
        with collecting([]):
            picture = gdal.Open(name)
            bands = [picture.GetRasterBand(k) for k in range(1, picture.RasterCount + 1)] if picture else []
            ranges = [band.ComputeRasterMinMax(False) for band in bands]
    except (*GDAL_ERRORS, TypeError):
        return True
    finally:
        gdal.Unlink(name)
    return all(least == most for least, most in ranges)


def _tables(archive):
    """(key, rows) of our tables in order, nested ones included."""
    root = parse_xml(archive.read("word/document.xml"))
    found = []
    for table in root.iter(f"{_W}tbl"):
        caption = table.find(f"{_W}tblPr/{_W}tblCaption")
        if caption is not None and caption.get(f"{_W}val", "").startswith(PREFIX):
            found.append((caption.get(f"{_W}val")[len(PREFIX) :], len(table.findall(f"{_W}tr"))))
    return found


def _unsound(path, problem):
    return OutputFault("output_unsound", Place(file=str(path)), problem=problem)
