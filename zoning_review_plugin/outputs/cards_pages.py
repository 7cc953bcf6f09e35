"""Unit cards as pages: `cards.html` lists the units, `cards/` has a page for each; offline, without scripts."""

from __future__ import annotations

import base64
import hashlib
import re

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from ..model.errors import OutputFault, Place
from ..model.words import RESOURCES
from .safe_text import without_controls

INDEX, FOLDER = "cards.html", "cards"
_TEMPLATES = RESOURCES / "templates"
_PLAIN = re.compile(r"(?!(con|prn|aux|nul|(com|lpt)\d)$)[a-z0-9_-]{1,60}", re.IGNORECASE)  # Windows reserves some


def write_pages(folder, index, cards, case, words):
    """Write the pages of `Table`s into `folder`; returns their names, the index first. cards: in the rows' order."""
    style = (_TEMPLATES / "cards.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    same = {"words": words, "case": case, "style": Markup(style), "style_hash": f"sha256-{digest}"}  # nosec B704
    links = [f"{FOLDER}/{name}.html" for name in page_names([card.key for card in cards])]
    template = environment().get_template("cards.html.j2")
    (folder / FOLDER).mkdir()
    for name, item, hrefs, back in [(INDEX, index, links, None), *((link, card, None, f"../{INDEX}") for link, card in
                                                                   zip(links, cards))]:  # fmt: skip
        page = template.render(item=item, rows=item.texts(), links=hrefs, back=back, **same)
        (folder / name).write_text(page, encoding="utf-8", errors="replace")
        _verify(folder / name, len(item.rows))
    return [INDEX, *links]


def page_names(codes):
    """Names of files that every system takes, each once whatever the case of letters: the code where it is plain."""
    found, seen = [], set()
    for number, code in enumerate(codes, 1):
        name = code if _PLAIN.fullmatch(code) and code.casefold() not in seen else f"unit-{number}"
        while name.casefold() in seen:
            name += "-"
        seen.add(name.casefold())
        found.append(name)
    return found


def environment():
    """How pages are made of the templates: everything escaped, control characters left out."""
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=select_autoescape(["html.j2", "j2"]),
        finalize=lambda value: without_controls(value) if type(value) is str else value,  # Markup stays as it is
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _verify(path, rows):
    """Read what was written and count the rows."""
    page = path.read_text(encoding="utf-8")
    found = page.count("<tr>") - 1
    if found != rows or not page.rstrip().endswith("</html>"):
        raise OutputFault("output_unsound", Place(file=str(path)), problem=f"{found} ≠ {rows}")
