"""Paper across for what is too wide for paper upright; the sections of the template stay as they are."""

from __future__ import annotations

import copy

from docx.oxml.ns import qn

from .xml_text import elements

_MARGIN, _PAPER = 1440, (11906, 16838)  # twips, where a template says nothing


def governing(element, body):
    """The `w:sectPr` of the section in which a child of the body lies."""
    after = element.itersiblings(qn("w:p")) if element is not None else body.iterchildren(qn("w:p"))
    here = [element] if element is not None and element.tag == qn("w:p") else []
    for paragraph in (*here, *after):
        found = paragraph.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
        if found is not None:
            return found
    found = body.find(qn("w:sectPr"))
    return found if found is not None else _final(body)


def text_width(section, across=False):
    """Twips between the margins of a section; across: as if its paper lay across."""
    width, height = _paper(section)
    width = max(width, height) if across else width
    margins = section.find(qn("w:pgMar"))
    sides = (
        [_number(margins, side, _MARGIN) for side in ("w:left", "w:right", "w:gutter")] if margins is not None else []
    )
    columns = section.find(qn("w:cols"))
    count = _number(columns, "w:num", 1) if columns is not None else 1
    return max(2_000, (width - sum(sides or [_MARGIN, _MARGIN])) // max(1, count))


def turn(body, wide, headings):
    """Put each run of children of `body` that are in `wide` (a list) on paper across, with the headings above it.

    headings: ids of the styles of headings.
    """
    flags = {id(element) for element in wide}
    children = [child for child in body.iterchildren() if child.tag != qn("w:sectPr")]
    turned = [id(child) in flags for child in children]
    for place in range(len(children) - 1, 0, -1):
        if turned[place] and not turned[place - 1]:
            turned[place - 1] = _belongs_below(children[place - 1], headings)
    start = None
    for place in range(len(children) + 1):
        inside = place < len(children) and turned[place]
        if inside and start is None:
            start = place
        if not inside and start is not None:
            _turn_run(body, children[start:place], children[start - 1] if start else None)
            start = None


def _turn_run(body, run, before):
    upright = governing(run[-1], body)
    if _paper(upright)[0] > _paper(upright)[1]:
        return
    if run[-1].tag == qn("w:p") and upright.getparent() is run[-1].find(qn("w:pPr")):
        return  # the template ends its section there: it stays as its owner drew it
    if before is not None and _section_of(before) is None:
        _break_after(before, copy.deepcopy(upright))
        _only_once(upright)
    across = _across(upright)
    if run[-1].getnext() is upright:
        upright.getparent().replace(upright, across)
        return
    _break_after(run[-1], across)


def _break_after(element, section):
    """End a section with `section` behind an element: in the paragraph itself, or in a small one of its own."""
    if element.tag != qn("w:p"):
        (last,) = elements(
            '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>'
        )
        element.addnext(last)
        element = last
    element.get_or_add_pPr().append(section)


def _across(upright):
    across = copy.deepcopy(upright)
    _only_once(across)
    width, height = _paper(upright)
    paper = across.find(qn("w:pgSz"))
    if paper is None:
        (paper,) = elements(f'<w:pgSz w:w="{width}" w:h="{height}"/>')
        across.insert(len(across.findall(qn("w:headerReference")) + across.findall(qn("w:footerReference"))), paper)
    paper.set(qn("w:w"), str(max(width, height)))
    paper.set(qn("w:h"), str(min(width, height)))
    paper.set(qn("w:orient"), "landscape")
    return across


def _only_once(section):
    """Take from a section what only the first part of a divided one may do: begin page numbers, have a title page."""
    numbers = section.find(qn("w:pgNumType"))
    if numbers is not None:
        numbers.attrib.pop(qn("w:start"), None)
    for name in ("w:titlePg", "w:type"):
        for found in section.findall(qn(name)):
            section.remove(found)


def _belongs_below(element, headings):
    """Whether a paragraph is a heading, or empty: it goes along with what stands below it."""
    if element.tag != qn("w:p") or _section_of(element) is not None:
        return False
    if not "".join(piece.text or "" for piece in element.iter(qn("w:t"))).strip():
        return element.find(f".//{qn('w:drawing')}") is None
    style = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return style is not None and style.get(qn("w:val")) in headings


def _section_of(element):
    return element.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")


def _paper(section):
    paper = section.find(qn("w:pgSz"))
    return (_number(paper, "w:w", _PAPER[0]), _number(paper, "w:h", _PAPER[1])) if paper is not None else _PAPER


def _number(element, name, other):
    try:
        return int(float(element.get(qn(name), other)))
    except ValueError:
        return other


def _final(body):
    (section,) = elements("<w:sectPr/>")
    body.append(section)
    return section
