"""The template of a document: ours, or the one that the case names, read as something that anybody may have made."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

from ...model.errors import CaseFault, Place
from ...model.words import RESOURCES

SHIPPED = RESOURCES / "templates" / "review.docx"
LARGEST_FILE, LARGEST_WHOLE, LARGEST_PART = 30_000_000, 200_000_000, 10_000_000  # bytes; unpacked the latter two
_MOST_MEMBERS = 2_000
_OLE = b"\xd0\xcf\x11\xe0"  # old .doc files, and .docx files behind a password


@dataclass(frozen=True)
class TemplateFile:
    """A template that was looked at. content: bytes of the .docx."""

    path: Path
    content: bytes

    def fault(self, code, **params):
        """A `CaseFault` about this template."""
        return template_fault(self.path, code, **params)


def template_fault(path, code, **params):
    """A `CaseFault` about the template at `path`."""
    return CaseFault(code, Place(file=str(path)), **params)


def template_of(case):
    """The `TemplateFile` of a `Case`: that of `report.template`, else the shipped one.

    Raises CaseFault where it is missing, not a .docx, too large, or holds macros.
    """
    path = case.folder / case.report.template if case.report.template else SHIPPED
    try:
        size = path.stat().st_size if path.is_file() else None
        if size is None:
            raise template_fault(path, "template_missing")
        if size > LARGEST_FILE:
            raise template_fault(path, "template_too_large", most=LARGEST_FILE // 1_000_000)
        content = path.read_bytes()
    except OSError as error:
        raise template_fault(path, "template_unreadable", problem=error.strerror or str(error)) from None
    if content.startswith(_OLE):
        raise template_fault(path, "template_not_docx")
    _look_into(path, content)
    return TemplateFile(path, content)


def _look_into(path, content):
    """Raise CaseFault unless the archive is sound, of a bearable size, and a document without macros."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            names = {member.filename for member in members}
            if not _bearable(members):
                raise template_fault(path, "template_too_large", most=LARGEST_WHOLE // 1_000_000)
            if "word/document.xml" not in names or "[Content_Types].xml" not in names:
                raise template_fault(path, "template_not_docx")
            types = archive.read("[Content_Types].xml")
            if b"macroEnabled" in types or any(name.endswith("vbaProject.bin") for name in names):
                raise template_fault(path, "template_macros")
            broken = archive.testzip()
            if broken or any(_declares_types(archive, name) for name in names if name.endswith((".xml", ".rels"))):
                raise template_fault(path, "template_unreadable", problem=broken or "DOCTYPE")
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError) as error:
        raise template_fault(path, "template_unreadable", problem=str(error)) from None


def _bearable(members):
    """Whether what is declared stays small; nothing more than that is ever unpacked."""
    parts = [member.file_size for member in members if member.filename.endswith((".xml", ".rels"))]
    whole = sum(member.file_size for member in members)
    return len(members) <= _MOST_MEMBERS and whole <= LARGEST_WHOLE and max(parts, default=0) <= LARGEST_PART


def _declares_types(archive, name):
    """Whether a part has a document type: there entities would be declared, and no office program writes one."""
    return b"<!DOCTYPE" in archive.read(name).replace(b"\x00", b"")
