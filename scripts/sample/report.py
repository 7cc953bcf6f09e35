"""Expectations of the whole sample: worked out, checked against the sums of the construction, and put into words."""

from __future__ import annotations

import csv
from typing import NamedTuple

import shapely

from . import ground
from .expected import Reviewer, Row
from .findings import Check, findings
from .tables import MISDECLARED

PROTECTED = ("erl", "pbf", "water", "reserve", "river")


class Subject(NamedTuple):
    """A subject as the program sees it: its id, clean geometry (None: none), declared area."""

    number: str
    geometry: object
    declared: object


class Report(NamedTuple):
    """rows: everything that is expected. findings: the same in words. rows_of: the rows of (subject, key).

    plane: the plane figure of (subject, check). misdeclared: parcels that declare a wrong area.
    """

    rows: list
    findings: tuple
    rows_of: dict
    plane: dict
    misdeclared: list


def build_report(world):
    """The `Report`. Raises ValueError where a sum of the construction is not what the geometry holds."""
    subjects = _subjects(world)
    by_id = {subject.number: subject for subject in subjects}
    reviewers = {c.key: Reviewer(c, world.city) for c in world.constraints}
    told = findings(_second_id(world.subjects["parcels"]))
    rows, plane = [], {}
    for finding in told:
        subject = by_id[finding.subject]
        rows += _rows(finding, subject, reviewers)
        for check in finding.checks:
            plane[finding.subject, check] = _checked(check, subject, reviewers)
    if abs(plane_excess(reviewers["admin"], by_id["R-A"].geometry) - world.border.length) > 1e-3:
        raise ValueError("route A counts for both sides elsewhere than along the border")
    misdeclared = [by_id[number] for number in MISDECLARED]
    rows += [row for subject in misdeclared for row in _declared(subject)]
    rows += _totals(subjects, reviewers, {finding.subject for finding in told})
    grouped = {}
    for row in rows:
        grouped.setdefault((row.subject_id, row.constraint_key), []).append(row)
    return Report(rows, told, grouped, plane, misdeclared)


def plane_excess(reviewer, line):
    """By how much the lengths of a line in all features exceed what they cover of it, m of the plane."""
    shared = [common for _, common in reviewer.shared(line)]
    return sum(map(shapely.length, shared)) - shapely.length(reviewer.union(line))


def write_expected(path, rows):
    """The machine-readable expectations; floats with every digit that matters."""
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(Row._fields)
        for row in rows:
            shown = f"{row.expected:.9f}".rstrip("0").rstrip(".") if isinstance(row.expected, float) else row.expected
            writer.writerow([*row[:3], shown, f"{row.tolerance:.3g}"])


def _second_id(parcels):
    """What the later of two parcels with one number is called: its number and its feature id, which starts from 1."""
    numbers = parcels.column("DKBH")
    last = max(k for k, number in enumerate(numbers) if number == "T-25")
    return f"T-25#{last + 1}"


def _subjects(world):
    found, taken = [], set()
    for name, id_field in (("parcels", "DKBH"), ("sites", "DKBH"), ("routes", "LXBH")):
        layer = world.subjects[name]
        declared = layer.column("MJ") if name != "routes" else [None] * len(layer.rows)
        for k, (number, shape, area) in enumerate(zip(layer.column(id_field), layer.geometry, declared), 1):
            number = f"{number}#{k}" if number in taken else number
            taken.add(number)
            found.append(Subject(number, None if shape is None else shapely.make_valid(shape), area))
    return found


def _rows(finding, subject, reviewers):
    rows = [Row(finding.subject, key, what, value, 0) for key, what, value in finding.extra]
    checked = {check.what for check in finding.checks if check.key == ""}
    if checked:
        rows += [row for row in _declared(subject) if row.what in checked | {"area_m2"}]
    for reviewer in reviewers.values():
        rows += reviewer.rows(finding.subject, subject.geometry)
    return rows


def _declared(subject):
    area = ground.area(subject.geometry)
    tolerance = max(0.001, 1e-7 * area)
    return [
        Row(subject.number, "", "area_m2", area, tolerance),
        Row(subject.number, "", "declared_area_m2", float(subject.declared), 0.001),
    ]


def _totals(subjects, reviewers, told):
    """How many subjects of the main case meet each layer; whoever meets what is protected must have been planted."""
    rows = []
    areal = [s for s in subjects if s.geometry is not None and shapely.get_dimensions(s.geometry) == 2]
    for key, reviewer in reviewers.items():
        involved = [s.number for s in areal if reviewer.shared(s.geometry)]
        unplanned = sorted(set(involved) - told)
        if key in PROTECTED and unplanned:
            raise ValueError(f"{unplanned} meet {key}, which nobody planned")
        rows.append(Row("*", key, "involved_subjects", len(involved), 0))
    return rows


def _checked(check: Check, subject, reviewers):
    """The plane figure of a check, measured; the sum of the construction must agree."""
    figure = _plane(check, subject, reviewers)
    if check.plane is not None and abs(figure - check.plane) > 1e-5:
        raise ValueError(f"{subject.number} against {check.key or 'itself'}: {figure} instead of {check.plane}")
    return figure


def _plane(check, subject, reviewers):
    shape = subject.geometry
    if shape is None or check.what in ("status", "attribute_area_m2", "feature_count"):
        return None
    if check.key == "":
        return shape.area if check.what == "area_m2" else None
    reviewer = reviewers[check.key]
    if check.what == "nearest_m":
        found = shapely.distance(shape, reviewer.constraint.layer.geometry).min()
        return float(found)
    shared = [common for _, common in reviewer.shared(shape)]
    measure = shapely.length if shapely.get_dimensions(shape) == 1 else shapely.area
    if check.what.startswith("sum_"):
        return float(sum(map(measure, shared)))
    return float(measure(reviewer.union(shape)))
