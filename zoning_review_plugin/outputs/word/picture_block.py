"""A picture with its caption; what it shows is said in words beside it."""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass

from docx.shared import Emu
from docx.text.paragraph import Paragraph

from .styles import CAPTION, FIGURE, NOTE
from .xml_text import elements, paragraph, sequence, text_run

_TWIP = 635  # EMU
_TALLEST, _TALLEST_ACROSS = 11500, 7400  # twips: room for a caption stays on the page


@dataclass(frozen=True)
class PictureBlock:
    """A PNG ready to be put into a document. text: what it says, for those who do not see it. wide: paper across."""

    title: str
    png: bytes
    text: str = ""
    note: str = ""
    wide: bool = False

    def elements(self, width, ids, words, document):
        """Its lxml elements for a column of text of `width` twips, as parts of a python-docx `document`."""
        (holder,) = elements(paragraph("", ids[FIGURE], "<w:keepNext/>"))
        run = Paragraph(holder, document._body).add_run()
        shape = run.add_picture(io.BytesIO(self.png))
        tallest = _TALLEST_ACROSS if self.wide else _TALLEST
        scale = min(width * _TWIP / shape.width, tallest * _TWIP / shape.height)
        shape.width, shape.height = Emu(int(shape.width * scale)), Emu(int(shape.height * scale))
        shape._inline.docPr.set("descr", self.text or self.title)
        caption = paragraph(
            text_run(words.say("docx.figure") + " ") + sequence(words.say("docx.figure")) + text_run("  " + self.title),
            ids[CAPTION],
            "<w:keepNext/>" if self.note else "",
        )
        note = paragraph(text_run(words.say("docx.note", note=self.note)), ids[NOTE]) if self.note else ""
        return [holder, *elements(caption + note)]


def lies_across(png):
    """Whether a PNG is so much wider than high that paper across shows it better; its size stands in its head."""
    width, height = struct.unpack(">II", png[16:24]) if len(png) >= 24 else (0, 1)
    return width > 1.2 * height


@dataclass(frozen=True)
class TextBlock:
    """A sentence in place of what cannot be shown."""

    text: str
    wide: bool = False

    def elements(self, width, ids, words, document=None):
        """Its one paragraph."""
        return elements(paragraph(text_run(self.text), ids[NOTE]))
