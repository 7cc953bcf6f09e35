"""The styles that our blocks use. What a template already has under these names is left as it is."""

from __future__ import annotations

from dataclasses import dataclass

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt

SONG, HEI = "宋体", "黑体"
LATIN = "Times New Roman"
CAPTION = "Caption"
CELL, HEAD, NOTE, FIGURE = "Zoning Review Cell", "Zoning Review Head", "Zoning Review Note", "Zoning Review Figure"


@dataclass(frozen=True)
class _Look:
    name: str
    east_asian: str
    points: float
    bold: bool = False
    align: object = WD_ALIGN_PARAGRAPH.LEFT
    before: float = 0
    after: float = 0


_OURS = (
    _Look(CAPTION, HEI, 10.5, True, WD_ALIGN_PARAGRAPH.CENTER, 8, 4),
    _Look(CELL, SONG, 9),
    _Look(HEAD, HEI, 9, True, WD_ALIGN_PARAGRAPH.CENTER),
    _Look(NOTE, SONG, 9, before=3),
    _Look(FIGURE, SONG, 10.5, False, WD_ALIGN_PARAGRAPH.CENTER, 6),
)


def add_missing_styles(document):
    """Add to a python-docx `document` those styles of ours that it lacks."""
    there = {style.name for style in document.styles}
    for look in _OURS:
        if look.name not in there:
            _add(document, look)


def style_ids(document):
    """{name: id} of the styles of ours; ids differ with the language of the Word that made a template."""
    return {look.name: document.styles[look.name].style_id for look in _OURS}


def set_fonts(style, east_asian, latin=LATIN):
    """Fonts of a style for both scripts; those of a theme would win, so they go."""
    style.font.name = latin
    fonts = style.element.rPr.rFonts
    fonts.set(qn("w:eastAsia"), east_asian)
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(name), None)


def _add(document, look):
    style = document.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH, builtin=look.name == CAPTION)
    style.font.size, style.font.bold = Pt(look.points), look.bold
    set_fonts(style, look.east_asian)
    layout = style.paragraph_format
    layout.alignment, layout.space_before, layout.space_after = look.align, Pt(look.before), Pt(look.after)
    layout.first_line_indent, layout.line_spacing = Pt(0), 1.0
