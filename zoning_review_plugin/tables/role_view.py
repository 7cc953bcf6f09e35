"""What one scheme has to do with one role: statuses, amounts counted once, the nearest feature, the data behind it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from ..model.codes import Status
from ..review.facts.grounds import described
from ..studies.public_version import layers_not_shown
from .figures import UNKNOWN, distance, number
from .id_lists import id_list
from .position_words import code_of, direction
from .schemes import conclusions_on, split_by_scheme
from .shared_ground import sharing

_MOST_NAMES = 12
WHOLE = 1.0 - 1e-9  # a share
_READ = ("subject_id", "status", "covered_share", "union_area_m2", "length_m", "share_of_subject", "nearest_id",
         "nearest_name", "nearest_m", "bearing_deg")  # fmt: skip
_UNKNOWN = (Status.NO_DATA, Status.PARTLY_KNOWN)


class Sizes(NamedTuple):
    """m2 and m that are shared, ground counted once; NaN where they are not known or do not apply."""

    area_m2: float
    permanent_m2: float
    temporary_m2: float
    length_m: float


def joined(words, sentences):
    """Whole sentences one after the other."""
    return (" " if words.language == "en" else "").join(filter(None, sentences))


def role_views(result, schemes, role, ground):
    """A `RoleView` for each of `schemes`. ground: the `Ground` of the result."""
    exposure, overlap = result.tables["exposure"], result.tables["overlap"]
    overlap = overlap[overlap["role"].eq(role)]
    of_exposure = split_by_scheme(_of_role(exposure, role), schemes)
    of_overlap = split_by_scheme(sharing(overlap), schemes)
    concluded = conclusions_on(result, role)
    return [
        RoleView(result, scheme, role, ground, mine, shared, concluded.get((scheme.project_id, scheme.scheme)))
        for scheme, mine, shared in zip(schemes, of_exposure, of_overlap)
    ]


def _of_role(exposure, role):
    """What views read of the rows on a role; of a province all columns would fill the memory."""
    rows = np.flatnonzero(exposure["role"].eq(role))
    return pd.DataFrame({name: exposure[name].array.take(rows) for name in _READ}, index=rows, copy=False)


class RoleView:
    """A `ReportScheme` against all layers of a role.

    exposure, overlap: its rows; those of `overlap` share ground. conclusion: its row on the role, None for none.
    is_public: whether the result holds the features of all these layers; a public version may not.
    """

    def __init__(self, result, scheme, role, ground, exposure, overlap, conclusion):
        self.role, self.scheme = role, scheme
        self.layers = [constraint for constraint in result.case.constraints if constraint.role == role]
        self.exposure, self.overlap, self.conclusion = exposure, overlap, conclusion
        self.is_public = not layers_not_shown(result) & {constraint.key for constraint in self.layers}
        self._search_m, self._ground = result.case.options.search_distance_m, ground

    @property
    def unknown(self):
        """Subjects of which some layer does not say all: ids in order."""
        return self.exposure.loc[self.exposure["status"].isin(_UNKNOWN), "subject_id"].unique().tolist()

    @property
    def partly(self):
        """Involved subjects of whose ground a layer is known to say only part: ids in order."""
        rows = self.exposure[self.exposure["status"].eq(Status.INVOLVED) & self.exposure["covered_share"].lt(WHOLE)]
        return rows.loc[~rows["share_of_subject"].ge(WHOLE), "subject_id"].unique().tolist()

    @property
    def rest_is_known(self):
        """Whether the layers say of all ground that shares nothing with them that it does not."""
        rows = self.exposure[~self.exposure["share_of_subject"].ge(WHOLE)]
        return bool(rows["covered_share"].ge(WHOLE).all())

    @property
    def involved(self):
        """Subjects that share ground: ids in order."""
        return self.overlap["subject_id"].unique().tolist()

    def sizes(self):
        """The `Sizes` of all subjects: those of the conclusion, else their sums where no ground is counted twice."""
        if self.conclusion is not None:
            return Sizes(*(float(self.conclusion[name]) for name in Sizes._fields))
        twice = self._ground.counted_twice(self.scheme.subjects["subject_id"])
        return Sizes(np.nan, np.nan, np.nan, self._sum(self.exposure, "length_m")) if twice else self.sizes_of(None)

    def sizes_of(self, ids):
        """The `Sizes` of some subjects (ids; None: all), those of each added."""
        rows = self.exposure if ids is None else self.exposure[self.exposure["subject_id"].isin(ids)]
        part = rows["subject_id"].map(dict(zip(self.scheme.subjects["subject_id"], self.scheme.subjects["part"])))
        part = part.map(lambda text: code_of("part", text))
        parts = [self._sum(rows[part.eq(name)], "union_area_m2") for name in ("permanent", "temporary")]
        return Sizes(self._sum(rows, "union_area_m2"), *parts, self._sum(rows, "length_m"))

    def names(self, words, ids=None):
        """Names of the features that are met, each once; the table of overlaps has those that are too many."""
        rows = self.overlap if ids is None else self.overlap[self.overlap["subject_id"].isin(ids)]
        names = list(dict.fromkeys(map(feature_name, rows.itertuples())))
        listed = id_list(names[:_MOST_NAMES], words)
        return listed if len(names) <= _MOST_NAMES else words.say("names.more", names=listed, count=len(names))

    def nearest(self):
        """(name, m, bearing in degrees) of the nearest feature of all layers; None where none is known."""
        known = self.exposure[self.exposure["nearest_m"].notna()]
        if not len(known):
            return None
        row = known.loc[known["nearest_m"].idxmin()]
        return row["nearest_name"] or row["nearest_id"], float(row["nearest_m"]), float(row["bearing_deg"])

    def nearest_text(self, words):
        """How far the nearest feature is and in which direction; that none was found as far as was looked."""
        found, role = self.nearest(), words.code("role", self.role)
        if found is None:
            return words.say("nearest.none", role=role, within=distance(self._search_m)) if self._search_m > 0 else ""
        name, metres, bearing = found
        if metres == 0:
            return words.say("nearest.adjoins", role=role, name=name)
        if bearing != bearing:  # generalised: distances are round, and nobody tells the direction
            return words.say("nearest.about", role=role, name=name, m=f"{metres:g}")
        return words.say("nearest.found", role=role, name=name, m=f"{metres:.1f}", direction=direction(words, bearing),
                         degrees=f"{bearing:.0f}")  # fmt: skip

    def data(self):
        """What the layers are, for the sentence that says on what a statement rests."""
        return "; ".join(map(described, self.layers))

    def unknown_text(self, words):
        """The sentences on subjects of which nothing, or not all, is known; "" where there are none."""
        role = words.code("role", self.role)
        said = [
            words.say(f"ground.{key}", role=role, count=len(ids), subjects=id_list(ids, words))
            for key, ids in (("unknown", self.unknown), ("partly", self.partly))
            if ids
        ]
        return joined(words, said)

    @staticmethod
    def _sum(rows, column):
        """The sum of what applies; NaN where nothing does."""
        return float(rows[column].sum(min_count=1))


def feature_name(row):
    """The name of a row of `overlap` as people know it: name, else code, else id."""
    for value in (row.name if isinstance(row, tuple) else row["name"], row.code, row.feature_id):
        if isinstance(value, str) and value:
            return value
    return ""


def amount_text(words, style, sizes):
    """`area x hm2 (permanent a, temporary b), length y km` of `Sizes`, as far as they apply."""
    parts = []
    if sizes.area_m2 > 0:
        parts.append(words.say("amount.area", area=area_text(style, sizes.area_m2)))
        apart = [("permanent", sizes.permanent_m2), ("temporary", sizes.temporary_m2)]
        said = [words.say(f"amount.{name}", area=area_text(style, value)) for name, value in apart if value > 0]
        if said:
            parts[0] = words.say("amount.of_which", area=parts[0], parts=words.say("punctuation.comma").join(said))
    if sizes.length_m > 0:
        parts.append(words.say("amount.length", length=f"{sizes.length_m * 1e-3:.3f}"))
    return words.say("punctuation.comma").join(parts) or words.say("amount.unknown")


def area_text(style, m2):
    """An area in the unit of the report, with the unit."""
    unit = style.words.code("area_unit", style.area_unit)
    return f"{number(m2 * style.per_m2, style.area_decimals)} {unit}" if not pd.isna(m2) else UNKNOWN
