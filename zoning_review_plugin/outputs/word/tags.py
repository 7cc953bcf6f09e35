"""The tags of a template, looked at one by one before anything is rendered, so that a fault can name its tag."""

from __future__ import annotations

import io
import re
import zipfile

from docx.oxml import parse_xml
from docx.oxml.ns import qn
from jinja2 import Environment, TemplateSyntaxError

_PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes)\.xml")
_CLOSING = {"{{": "}}", "{%": "%}", "{#": "#}"}
_OPENING = re.compile(r"\{[{%#]")
_INSIDE = re.compile(r"^(?:p|tr|tc|r)(?=\s)|^-|-$")
_QUOTES = str.maketrans("“”‘’", "\"\"''")
# How a statement must be completed to be parsed alone; those of docxtpl are none of jinja's.
_COMPLETED = {
    "if": "{{% {} %}}{{% endif %}}",
    "elif": "{{% if 1 %}}{{% {} %}}{{% endif %}}",
    "else": "{{% if 1 %}}{{% {} %}}{{% endif %}}",
    "endif": "{{% if 1 %}}{{% {} %}}",
    "for": "{{% {} %}}{{% endfor %}}",
    "endfor": "{{% for x in y %}}{{% {} %}}",
    "set": "{{% {} %}}",
}
_OF_DOCXTPL = ("vm", "hm", "colspan", "cellbg")
_LONGEST_TAG = 2_000
_SHOWN = 80


class TagFault(Exception):
    """A tag that is not as it should be. code: of the fault. tag: as it stands in the template."""

    def __init__(self, code, tag, problem=""):
        super().__init__(code, tag, problem)
        self.code, self.tag, self.problem = code, shown(tag), problem


def shown(tag):
    """A tag short enough for a message."""
    tag = " ".join(tag.split())
    return tag if len(tag) <= _SHOWN else tag[: _SHOWN - 1] + "…"


def tags_of(content):
    """The tags of a .docx (bytes) as they stand, in order. Raises TagFault for one that does not parse."""
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in sorted(filter(_PARTS.fullmatch, archive.namelist())):
            for text in _paragraphs(parse_xml(archive.read(name))):
                found += _in_text(text)
    plain = Environment(autoescape=True)
    for tag in found:
        _check(tag, plain)
    return found


def _paragraphs(root):
    """The text of each paragraph, those inside of text boxes apart."""
    texts = {}
    for piece in root.iter(qn("w:t")):
        holder = next(piece.iterancestors(qn("w:p")), root)
        texts.setdefault(holder, []).append(piece.text or "")
    return ["".join(pieces) for pieces in texts.values()]


def _in_text(text):
    place = 0
    while True:
        opening = _OPENING.search(text, place)
        if not opening:
            return
        end = text.find(_CLOSING[opening.group()], opening.end())
        if end < 0 or end - opening.start() > _LONGEST_TAG:
            raise TagFault("template_tag_syntax", text[opening.start() :], _CLOSING[opening.group()])
        yield text[opening.start() : end + 2]
        place = end + 2


def _check(tag, plain):
    """Raise TagFault for a tag that jinja does not read, or a statement that is not offered."""
    if tag.startswith("{#"):
        return
    inside = tag[2:-2].translate(_QUOTES).strip()
    inside = _INSIDE.sub("", _INSIDE.sub("", inside).strip()).strip()
    word = (inside.split() or [""])[0]
    if tag.startswith("{%") and word in _OF_DOCXTPL:
        return
    if tag.startswith("{%") and word not in _COMPLETED:
        raise TagFault("template_tag_unknown", tag)
    source = _COMPLETED[word].format(inside) if tag.startswith("{%") else "{{ " + inside + " }}"
    try:
        plain.parse(source)
    except TemplateSyntaxError as error:
        raise TagFault("template_tag_syntax", tag, error.message) from None
    except RecursionError:
        raise TagFault("template_tag_syntax", tag, "( ( (") from None
