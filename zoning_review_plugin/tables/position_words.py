"""How a subject lies to protected ground, in the words of the trade: from relation, mode and whether land is taken.

Contract section 10. An overlap with a plan boundary or a corridor takes no land; neither does a line along the middle
of a road. What is not stated is not guessed: such an overlap is called an overlap.
"""

from __future__ import annotations

from ..model.code_readings import spoken_codes
from ..model.codes import Kind, Relation

UNDER, OVER = ("tunnel", "underground"), ("bridge", "overhead")
NO_LAND = ("plan_boundary", "corridor", "centreline")
OCCUPIES, CROSSES, PASSES_OVER, PASSES_UNDER = "occupies", "crosses", "passes_over", "passes_under"
ADJOINS, NEAR, OVERLAPS = "adjoins", "near", "overlaps"


def code_of(family, text):
    """The one code of `part` or `mode` that a text means; None where it means none, or several."""
    codes = spoken_codes(family, text) if isinstance(text, str) else ()
    return codes[0] if len(codes) == 1 else None


def takes_land(subject):
    """Whether a row of the table `subject` takes land: True, False, or None where nobody says.

    A stated part says it; else a mode above or below ground, or a land use that is planned there.
    """
    part, mode = code_of("part", subject.part), code_of("mode", subject.mode)
    if part in ("permanent", "temporary"):
        return True
    if part in NO_LAND or mode in UNDER + OVER or subject.geometry_kind == Kind.LINE:
        return False
    return True if isinstance(subject.land_use, str) and subject.land_use else None


def position_of(subject, relation):
    """The code of how a row of `subject` lies to a feature: `relation` as in the table `overlap`."""
    if relation in (Relation.TOUCHES, Relation.NEAR):
        return ADJOINS if relation == Relation.TOUCHES else NEAR
    land, mode = takes_land(subject), code_of("mode", subject.mode)
    if land:
        return OCCUPIES
    if mode in UNDER + OVER:
        return PASSES_UNDER if mode in UNDER else PASSES_OVER
    return CROSSES if subject.geometry_kind == Kind.LINE else OVERLAPS


def direction(words, degrees):
    """A bearing (degrees from north) as one of eight points of the compass; "" for none."""
    if degrees is None or degrees != degrees:
        return ""
    return words.say(f"direction.{round(degrees / 45.0) % 8}")
