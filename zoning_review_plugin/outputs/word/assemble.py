"""A document from a template: its tags rendered in the sandbox, then blocks put where the template asked for them."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

from docx import Document
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import TemplateError

from ..safe_text import without_controls
from .budget import Exhausted
from .picture_block import PictureBlock
from .sandbox import Refused, TemplateEnvironment, Unknown
from .sections import governing, text_width, turn
from .styles import add_missing_styles, style_ids
from .table_block import TableBlock
from .tags import TagFault, shown, tags_of

_SEQUENCE = re.compile(r"^\s*SEQ\s+(\S+)")
_TROUBLE = (
    TypeError,
    ValueError,
    ArithmeticError,
    LookupError,
    AttributeError,
    SyntaxError,
    RecursionError,
    MemoryError,
)


@dataclass(frozen=True)
class Expected:
    """What must be found in the file. tables: (key, rows) in order. pictures: PNG bytes."""

    tables: list
    pictures: list


def assembled(template, offer, title):
    """(bytes of the .docx, `Expected`). template: a `TemplateFile`. offer: an `Offer`. title: of the file's properties.

    Raises CaseFault, which names template and tag, where the template asks for what it may not have.
    """
    document = _opened(template, _rendered(template, offer))
    properties = document.core_properties
    properties.title = without_controls(title)[:255]
    properties.language = {"zh": "zh-CN"}.get(offer.words.language, offer.words.language)
    add_missing_styles(document)
    expected = _insert(document, offer, template)
    _count_captions(document.element.body)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue(), expected


def _rendered(template, offer):
    """The template with its tags filled in; blocks are still marks."""
    try:
        tags = tags_of(template.content)
    except TagFault as fault:
        raise template.fault(fault.code, tag=fault.tag, problem=fault.problem) from None
    except (SyntaxError, KeyError, UnicodeError) as error:
        raise template.fault("template_unreadable", problem=str(error)) from None
    _opened(template, template.content)
    try:
        page = DocxTemplate(io.BytesIO(template.content))
        page.render({}, TemplateEnvironment(offer.names), autoescape=True)
        stream = io.BytesIO()
        page.save(stream)
        return stream.getvalue()
    except Unknown as error:
        raise template.fault("template_tag_unknown", tag=_tag_with(error.tag, tags)) from None
    except Refused as error:
        raise template.fault("template_tag_refused", tag=_tag_with(error.tag, tags)) from None
    except Exhausted:
        raise template.fault("template_endless") from None
    except OpcError as error:
        raise template.fault("template_unreadable", problem=str(error)) from None
    except (TemplateError, *_TROUBLE) as error:
        raise template.fault("template_failed", problem=shown(str(error) or type(error).__name__)) from None


def _tag_with(name, tags):
    """The first tag of the template in which `name` stands, else the name itself."""
    word = re.compile(r"(?<!\w)" + re.escape(name.strip("|…[]").partition("(")[0]) + r"(?!\w)")
    return next((shown(tag) for tag in tags if word.search(tag)), name)


def _opened(template, content):
    try:
        return Document(io.BytesIO(content))
    except (OpcError, *_TROUBLE) as error:
        raise template.fault("template_unreadable", problem=str(error)) from None


def _insert(document, offer, template):
    """Put every block in the place of its mark. Returns what was put there, as `Expected`."""
    body = document.element.body
    places = _places(body, offer.marks)
    found = [mark for _, marks in places for mark in marks]
    if len(found) != len(offer.blocks):
        raise template.fault("template_block_place")
    ids, wide, expected = style_ids(document), [], Expected([], [])
    for paragraph, marks in places:
        last, top = paragraph, paragraph.getparent() is body
        outermost = paragraph if top else next(a for a in paragraph.iterancestors() if a.getparent() is body)
        section = governing(outermost, body)
        for block in (block for mark in marks for block in offer.blocks[mark]):
            made = block.elements(text_width(section, block.wide and top), ids, offer.words, document)
            for element in made:
                last.addnext(element)
                last = element
            wide += made if block.wide and top else []
            _note(block, expected)
        _drop_if_empty(paragraph, last)
    turn(body, wide, _headings(document))
    return expected


def _headings(document):
    """Ids of the styles that stand in the outline of a document."""
    level, found = f"{qn('w:pPr')}/{qn('w:outlineLvl')}", set()
    for style in document.styles:
        family = [one for one in (style, getattr(style, "base_style", None)) if one is not None]
        if any(one.name.lower().startswith("heading") or one.element.find(level) is not None for one in family):
            found.add(style.style_id)
    return found


def _note(block, expected):
    if isinstance(block, TableBlock) and block.rows:
        expected.tables.append((block.key, block.rows))
    if isinstance(block, PictureBlock):
        expected.pictures.append(block.png)


def _places(body, marks):
    """(paragraph, its marks) wherever blocks are wanted; the marks are gone from the text then.

    A tag `{{p … }}` takes its paragraph away, so that its mark stands between paragraphs: there it gets one again.
    """
    places = []
    for element in list(body.iter("*")):
        for name in ("text", "tail") if element.tag in (qn("w:t"), qn("w:body")) else ("tail",):
            text = getattr(element, name) or ""
            found = marks.findall(text)
            if not found:
                continue
            setattr(element, name, marks.sub("", text))
            if name == "text" and element.tag == qn("w:t"):
                paragraph = next(element.iterancestors(qn("w:p")))
            else:
                paragraph = body.makeelement(qn("w:p"))
                element.insert(0, paragraph) if name == "text" else element.addnext(paragraph)
            places.append((paragraph, found))
    return places


def _drop_if_empty(paragraph, last):
    """Remove the paragraph that held a mark and nothing else; a cell must end with one, so there it goes last."""
    text = "".join(piece.text or "" for piece in paragraph.iter(qn("w:t")))
    if text.strip() or paragraph.find(f".//{qn('w:drawing')}") is not None:
        return
    if paragraph.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None or paragraph is last:
        return
    parent = paragraph.getparent()
    parent.remove(paragraph)
    if parent.tag == qn("w:tc") and parent[-1].tag != qn("w:p"):
        parent.append(paragraph)


def _count_captions(body):
    """Number the captions of each sequence in order of the document, those of the template included."""
    counts = {}
    for element in body.iter(qn("w:fldSimple"), qn("w:instrText")):
        simple = element.tag == qn("w:fldSimple")
        found = _SEQUENCE.match(element.get(qn("w:instr"), "") if simple else element.text or "")
        if found:
            counts[found[1]] = counts.get(found[1], 0) + 1
        texts = list(element.iter(qn("w:t"))) if simple and found else []
        if texts:
            texts[0].text = str(counts[found[1]])
