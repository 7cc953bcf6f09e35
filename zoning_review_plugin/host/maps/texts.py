"""Texts of layers and cases made fit for a map: on one line, not too long, never an expression of QGIS."""

from __future__ import annotations

import re
import unicodedata

_SPACES = re.compile(r"\s+")


def clean(text, most=80):
    """`text` on one line of at most `most` characters, without controls; QGIS runs nothing that stands in it.

    Marks that turn the direction of writing are left out: they would turn what follows, too.
    """
    shown = "".join(mark if unicodedata.category(mark) not in ("Cc", "Cf", "Cs", "Co") else " " for mark in str(text))
    shown = _SPACES.sub(" ", shown).strip().replace("[%", "[ %")
    return shown if len(shown) <= most else shown[: most - 1] + "…"


def begun(text):
    """A line as lines begin: with a capital."""
    return text[:1].upper() + text[1:]
