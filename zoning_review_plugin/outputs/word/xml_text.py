"""Small pieces of WordprocessingML as text; whatever comes from data is escaped here."""

from __future__ import annotations

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ..safe_text import without_controls

# Declared on a large element itself: the time to move one that has it from a parent grows with its square.
NAMESPACE = nsdecls("w")
_FIRST_CHINESE = "\u2e80"
_HINT = '<w:rFonts w:hint="eastAsia"/>'  # quotes and dots of a Chinese sentence in its own font
_SPACE = ' xml:space="preserve"'


def elements(xml):
    """The lxml elements of some `xml` in which the prefix `w` stands for WordprocessingML."""
    return list(parse_xml(f"<w:body {NAMESPACE}>{xml}</w:body>"))


def text_run(text, properties=""):
    """A run with `text`; its line breaks and tabs are kept. properties: XML of `w:rPr`, without the element."""
    if any(letter >= _FIRST_CHINESE for letter in text):
        properties = _HINT + properties
    lines = without_controls(text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    parts = "<w:br/>".join("<w:tab/>".join(map(_piece, line.split("\t"))) for line in lines)
    return f"<w:r>{_properties('w:rPr', properties)}{parts}</w:r>"


def paragraph(content, style=None, properties=""):
    """A paragraph of runs. style: the id of its style. properties: XML of `w:pPr` behind the style."""
    named = f"<w:pStyle w:val={attribute(style)}/>" if style else ""
    return f"<w:p>{_properties('w:pPr', named + properties)}{content}</w:p>"


def sequence(name, number=1):
    """A field that counts captions, with the number that a program shows until it counts itself."""
    return f'<w:fldSimple w:instr=" SEQ {_escaped(name)} \\* ARABIC "><w:r><w:t>{number}</w:t></w:r></w:fldSimple>'


def attribute(text):
    """`text` as a quoted attribute."""
    return '"' + _escaped(without_controls(text)).replace('"', "&quot;").replace("\n", "&#10;") + '"'


def _escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _piece(text):
    return f"<w:t{_SPACE}>{_escaped(text)}</w:t>" if text else ""


def _properties(tag, content):
    return f"<{tag}>{content}</{tag}>" if content else ""
