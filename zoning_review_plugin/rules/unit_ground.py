"""What is known of the ground of one control unit, and what that answers of a condition, whoever comes to lie there."""

from __future__ import annotations

from dataclasses import dataclass

from .conditions.codes_match import attribute_matches
from .conditions.ground import Disjoint, Distance, Ground, OnGround, Overlap, ShareOutside, Within
from .conditions.spelling import spelt_otherwise
from .dimension_names import admin_of_unit
from .truth import holds

UNITS = Ground("control_unit")
_AREAS = Ground("admin_area")


@dataclass(frozen=True)
class UnitFeature:
    """A feature that a control unit shares ground with. whole: whether the unit lies on nothing but it.

    layer: key of its constraint layer. The attributes are those that grounds of rules ask for.
    """

    role: str
    layer: str | None = None
    id: str | None = None
    code: str | None = None
    name: str | None = None
    feature_class: str | None = None
    grade: str | None = None
    whole: bool = False

    def fits(self, ground):
        """Whether a `Ground` means this feature: True, False or None."""
        if self.layer != ground.layer if ground.layer else self.role != ground.role:
            return False
        answers = [
            self._answer(name, getattr(self, _ATTRIBUTE.get(name, name)), wanted) for name, wanted in ground.attr
        ]
        return False if False in answers else None if None in answers else True

    def _answer(self, name, text, wanted):
        found = attribute_matches(self.role, name, text, wanted)
        open_ = found is False and any(spelt_otherwise(name, text, one) for one in wanted)
        return None if open_ else found


_ATTRIBUTE = {"class": "feature_class"}


@dataclass(frozen=True)
class Unit:
    """One control unit as a place. unit_class: its grade (priority, key, general). subclass: text of its class.

    features: what it shares ground with. known: plain `Ground`s (a role, or a layer) of which every feature that the
    unit meets is among them. class_is_grade: whether that text says no more than the grade, and tells no sub-class.
    """

    code: str
    unit_class: str | None = None
    subclass: str | None = None
    name: str | None = None
    features: tuple[UnitFeature, ...] = ()
    known: frozenset = frozenset()
    class_is_grade: bool = False

    def meets(self, ground):
        """(the unit surely lies wholly on what a `Ground` means, it may meet some of it, the answer is known)."""
        fits = [(feature.fits(ground), feature.whole) for feature in self._every()]
        whole = any(found and whole for found, whole in fits)
        return whole, any(found is not False for found, _ in fits), Ground(ground.role, ground.layer) in self._known()

    def _every(self):
        """The features with the unit itself and, where no layer tells, the area that its code names."""
        told = None if self.class_is_grade else self.subclass
        unit = UnitFeature(UNITS.role, None, self.code, self.code, self.name, told, self.unit_class, True)
        admin = None if _AREAS in self.known else admin_of_unit(self.code)
        named = (UnitFeature(_AREAS.role, code=admin, whole=True),) if admin else ()
        return (unit, *named, *self.features)

    def _known(self):
        return self.known | {UNITS} | ({_AREAS} if admin_of_unit(self.code) else set())


def unit_met(code, unit_class=None, subclass=None, elements=None, admins=None):
    """A `Unit` of which only codes are known.

    elements: codes of the element zones that it meets; admins: codes of administrative areas; None: not known.
    """
    zones = tuple(UnitFeature("element_zone", code=zone) for zone in elements or ())
    areas = tuple(UnitFeature(_AREAS.role, code=area, whole=len(admins) == 1) for area in admins or ())
    known = {Ground("element_zone")} if elements is not None else set()
    return Unit(code, unit_class, subclass, None, zones + areas, frozenset(known | ({_AREAS} if admins else set())))


def answered_by(unit, day):
    """A function: operator → what it comes to for all that lies on `unit` on `day` (ISO text), None where open."""

    def answer(leaf):
        if getattr(leaf, "fact", None) == "date":
            return leaf.of(day)
        if not isinstance(leaf, OnGround):
            return None
        whole, some, known = unit.meets(leaf.ground)
        return _on_ground(leaf, whole, some or not known)

    return answer


def _on_ground(leaf, whole, some):
    """whole: the unit lies wholly on what is meant. some: it may meet it."""
    if isinstance(leaf, Disjoint):
        found = _on_ground(leaf.overlap, whole, some)
        return None if found is None else not found
    if isinstance(leaf, Distance):
        return holds(0.0, leaf.cmp, leaf.m) if whole else None
    if isinstance(leaf, ShareOutside) and (whole or not some):
        return holds(0.0 if whole else 1.0, leaf.cmp, leaf.share)
    if isinstance(leaf, Overlap) and whole:
        return True if leaf.area_m2 == leaf.length_m == 0 and leaf.share < 1 else None
    if isinstance(leaf, Within) and whole:
        return True
    return None if some else False
