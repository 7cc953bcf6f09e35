"""A pre-judgement as one page: `prejudgement.html`, offline, without scripts, made to be printed."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from markupsafe import Markup

from ..model.errors import OutputFault, Place
from ..model.words import RESOURCES, Words
from ..tables.prejudgement import card_of
from .aside import written_aside
from .cards_pages import environment

NAME = "prejudgement.html"
_TEMPLATES = RESOURCES / "templates"


def page_of(found, language):
    """The page of a `Prejudgement` as text, in `zh` or `en`."""
    words, card = Words(language), card_of(found, language)
    style = "".join((_TEMPLATES / name).read_text(encoding="utf-8") for name in ("cards.css", "prejudgement.css"))
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    same = {"words": words, "style": Markup(style), "style_hash": f"sha256-{digest}"}  # nosec B704
    case, facts = found.result.case, found.result.facts()
    made = words.say("prejudge.made", program=facts["program"], when=facts["started"])
    return environment().get_template("prejudgement.html.j2").render(card=card, case=case, made=made, **same)


def write_prejudgement(found, folder, language=None):
    """Write the page of a `Prejudgement` into `folder`; returns its path. Raises OutputFault."""
    folder = Path(folder)
    text = page_of(found, language or found.result.case.language)
    with written_aside(folder) as aside:
        (aside / NAME).write_text(text, encoding="utf-8", errors="replace")
        if not (aside / NAME).read_text(encoding="utf-8").rstrip().endswith("</html>"):
            raise OutputFault("output_unsound", Place(file=str(folder / NAME)), problem=NAME)
    return folder / NAME
