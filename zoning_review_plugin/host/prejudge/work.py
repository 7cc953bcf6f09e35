"""What the jobs of pre-judgement do off the main thread. The floors below are imported by the jobs themselves."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

from ..panel.work import NETWORK

_SURVEY = re.compile(r"(?m)^\s*(?:\[|［|【|J\d+\s*[,，])")


def warming(case, held):
    """Work that opens and reads the layers of `case`. Its value: a warm `WarmCase`. held: {source: `Layer`}."""

    def work(progress):
        from ...inputs.layers import open_without_subjects
        from ...studies.prejudge import WarmCase

        layers = open_without_subjects(case, os.environ.get(NETWORK) == "1", held)
        return WarmCase(case, layers).warm(progress)

    return work


def asking(warm, place, told):
    """Work that asks a `WarmCase` about a place (a function that gives geometry and CRS). Its value: `Prejudgement`."""

    def work(progress):
        from ...studies.prejudge import Place

        geometry, crs = place()
        return warm.ask(Place(geometry, crs, **told), progress)

    return work


def figuring(warm, place):
    """Work that tells how much of a place each layer takes. Its value: [(role, m2 or m, share, geometry kind)]."""

    def work(progress):
        from ...studies.prejudge import Place

        geometry, crs = place()
        return warm.figures(Place(geometry, crs))

    return work


def saving(found, path, language):
    """Work that writes the page of a `Prejudgement` to a file. Its value: the path."""

    def work(progress):
        from ...model.errors import OutputFault
        from ...model.errors import Place as Where
        from ...outputs.prejudgement_page import page_of

        try:
            Path(path).write_text(page_of(found, language), encoding="utf-8", errors="replace")
        except OSError as error:
            raise OutputFault("output_unwritable", Where(file=path), problem=str(error)) from None
        return path

    return work


def drawn(wkb, crs):
    """A place that was drawn: WKB and a pyproj CRS."""

    def place():
        import shapely

        return shapely.from_wkb(wkb), crs

    return place


def pasted(text, kind):
    """A place that was typed or pasted: coordinates in any spelling, WKT, GeoJSON or survey text."""

    def place():
        from ...inputs.survey.place_file import place_of_file
        from ...inputs.survey.place_text import place_of_text

        if not _SURVEY.search(text):
            return place_of_text(text, kind)[:2]
        with tempfile.TemporaryDirectory(prefix="zoning_review_") as folder:
            (Path(folder) / "pasted.txt").write_text(text, encoding="utf-8")
            return place_of_file("pasted.txt", folder)[:2]

    return place
