"""Word documents as independent readers see them, and templates of a few paragraphs."""

import io
import re
import zipfile

from docx import Document
from docx.oxml.ns import qn


def template(path, *paragraphs, header=None):
    """Write a .docx with these paragraphs at `path`; returns the path."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    document.save(path)
    return path


def with_member(path, name, content):
    """Put a member into the zip at `path`, in place of one of that name."""
    with zipfile.ZipFile(path) as archive:
        members = {one: archive.read(one) for one in archive.namelist()}
    members[name] = content
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for one, data in members.items():
            archive.writestr(one, data)
    return path


def tables(document):
    """{key: python-docx table} of the tables that carry a key of ours, in order."""
    found = {}
    for table in document.tables:
        caption = table._tbl.tblPr.find(qn("w:tblCaption"))
        if caption is not None and caption.get(qn("w:val")).startswith("zoning-review:"):
            found[caption.get(qn("w:val")).partition(":")[2]] = table
    return found


def cells(table):
    """Rows of texts below the headings; merged cells once each."""
    return [[cell.text for cell in row.cells] for row in table.rows if row._tr.find(f".//{qn('w:tblHeader')}") is None]


def headings(table):
    """The rows that are repeated on every page, as rows of texts."""
    return [[c.text for c in row.cells] for row in table.rows if row._tr.find(f".//{qn('w:tblHeader')}") is not None]


def texts(document):
    """The texts of the paragraphs of the body, tables aside."""
    return [paragraph.text for paragraph in document.paragraphs]


def captions(document):
    """[(name of the sequence, number shown)] of all captions, in order."""
    return [
        (re.match(r" SEQ (\S+)", field.get(qn("w:instr")))[1], "".join(t.text for t in field.iter(qn("w:t"))))
        for field in document.element.body.iter(qn("w:fldSimple"))
    ]


def members(content):
    """{name: bytes} of a .docx."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
