"""Pre-judgement: a first look at one place, by a review of one subject on layers that are kept warm.

A place that is asked about is none of the subjects of the case: what the case states of its projects, and what people
decided on them, does not hold for it. Its facts are those of the question alone.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import shapely

from ..inputs.case.case_place import tells_place
from ..inputs.layer import Batch, Field, Layer, MemoryLayer
from ..inputs.layers import Layers
from ..inputs.places.crs import box_of_degrees, crs_of_text, on_earth
from ..model.case import Case, SubjectSource
from ..model.errors import CaseFault
from ..model.progress import Progress
from ..review.elsewhere import ground_of_layers
from ..review.result import Result
from ..review.review import Ready, ready, review_of_place
from ..review.rule_book import NO_RULES
from .codes_asked import industries_asked, land_use_asked
from .prejudgement import Prejudgement, layer_figures, prejudgement

_NAME = "place"
_STATED = {"part": "permanent", "mode": "surface"}


@dataclass(frozen=True)
class Place:
    """What is asked about: a shapely geometry, the pyproj CRS of its coordinates, and what is told of the project.

    industry, land_use: codes as text. nature, part, mode: our codes; land is taken for good, on the surface, unless
    told otherwise. declared, metrics: as under `facts` of a case file.
    """

    geometry: object
    crs: object
    name: str | None = None
    industry: str | None = None
    land_use: str | None = None
    nature: str | None = None
    part: str | None = None
    mode: str | None = None
    declared: Mapping = field(default_factory=dict)
    metrics: Mapping = field(default_factory=dict)

    def values(self):
        """The constants of the subject: our field names → text. Raises CaseFault for codes that nobody knows."""
        told = {
            "name": self.name,
            "industry": ";".join(industries_asked(self.industry)),
            "land_use": land_use_asked(self.land_use),
            "nature": self.nature,
            **{name: getattr(self, name) or code for name, code in _STATED.items()},
        }
        return {name: text for name, text in told.items() if text}

    def facts(self):
        """What else rules ask for, as under `facts` of a case file."""
        return {name: value for name, value in (("declared", self.declared), ("metrics", self.metrics)) if value}


class WarmCase:
    """A case whose layers are opened, read and kept once, so that question after question is answered at once.

    layers: those of the case; its subjects need not be there. crs: the analysis CRS (pyproj).
    """

    def __init__(self, case: Case, layers: Layers):
        self.crs = _analysis_crs(case, layers)
        options = replace(
            case.options,
            analysis_crs=self.crs.to_wkt(),
            split_by=(),
            touches=True,
            list_within_m=0.0,
            overlap_geometry="all",
        )
        nobody = {"facts": {}, "projects": (), "plan": None, "decisions": None, "land_use_matrix": None}
        self.case = replace(case, options=options, **nobody).dated(datetime.date.today())
        self.layers = layers
        self._ready: Ready | None = None

    @property
    def is_warm(self):
        """Whether the layers have been read."""
        return self._ready is not None

    @tells_place
    def warm(self, progress=None):
        """Read and keep the layers; nothing where that is done. Raises as `review` does."""
        if self._ready is None:
            ground = self._ground()
            self._ready = ready(self.case, self.layers, ground, progress)
            self._answer_unseen(ground)
        return self

    def _answer_unseen(self, ground):
        """Answer once for the middle of the ground: whoever asks first does not wait for engines and tables to load."""
        x0, y0, x1, y1 = ground
        if x0 < x1 and y0 < y1:
            middle = Place(shapely.Point((x0 + x1) / 2, (y0 + y1) / 2), self.crs)
            prejudgement(self.reviewed(middle), middle)

    def ask(self, place: Place, progress=None, engine="auto") -> Prejudgement:
        """The `Prejudgement` of one place. Raises CaseFault, InputFault or Cancelled."""
        self.warm(progress)
        result = self.reviewed(place, progress, engine)
        return prejudgement(result, place)

    @tells_place
    def figures(self, place: Place) -> list:
        """`LayerFigure`s of the layers that a place meets, in the case's order: no rules, nothing near; quick."""
        if place.geometry is None or place.geometry.is_empty:
            return []
        known = self.warm()._ready
        options = replace(self.case.options, search_distance_m=0.0, overlap_geometry="none")
        case, layers = question_case(replace(self.case, options=options), self.layers, place)
        result = review_of_place(case, layers, replace(known, book=NO_RULES))
        return layer_figures(result)

    @tells_place
    def reviewed(self, place: Place, progress=None, engine="auto") -> Result:
        """The `Result` of the review of that one place."""
        if place.geometry is None or place.geometry.is_empty:
            raise CaseFault("prejudge_without_place")
        case, layers = question_case(self.case, self.layers, place)
        return review_of_place(case, layers, self.warm()._ready, progress or Progress(), engine)

    def _ground(self):
        """(min_x, min_y, max_x, max_y) in the analysis CRS of the ground that the constraint layers show."""
        box = ground_of_layers(self.layers)
        if box is None:
            return 0.0, 0.0, 0.0, 0.0
        return box_of_degrees(self.crs, box) or (0.0, 0.0, 0.0, 0.0)


def question_case(case, layers, place):
    """(Case, Layers) whose only subject is `place`: what a cold `review` of the same question takes."""
    wkb = np.empty(1, dtype=object)
    wkb[0] = shapely.to_wkb(shapely.force_2d(place.geometry))
    content = Batch(np.ones(1, np.int64), wkb, {"id": np.array([_NAME], dtype=object)})
    layer = MemoryLayer(_NAME, _NAME, (Field("id"),), place.crs, 1, {}, content)
    source = SubjectSource(_NAME, fields={"id": "id"}, values=place.values())
    asked = replace(case, subjects=(source,), facts=place.facts())
    return asked, Layers((layer,), layers.constraints, layers.coverages)


def _analysis_crs(case, layers):
    """Where the case's own review would take place: as it names it, its subjects' CRS, else that of its layers."""
    if case.options.analysis_crs.lower() != "auto":
        return crs_of_text(case.options.analysis_crs)
    for layer in (*layers.subjects, *layers.constraints.values()):
        if isinstance(layer, Layer) and layer.crs is not None and on_earth(layer.crs):
            return layer.crs
    raise CaseFault("prejudge_without_layers")
