"""Which maps a Result has, their pages and what each page looks at. Nothing is read here but the Result."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ...model.codes import Kind
from ..secrecy import without_secret_geometry
from . import paper
from .conflicts import conflicts
from .facts import conflict_facts, place_facts, scheme_caption
from .texts import clean

THREE_LINES = ("ecological_red_line", "permanent_farmland", "development_boundary")
SENSITIVE = ("ecological_red_line", "nature_reserve", "water_source", "ecological_space", "wetland", "heritage")
_COMPARED = (*THREE_LINES, "nature_reserve", "water_source")
MOST_PAGES = 60
_ROOM = 0.12  # around what a page looks at, of its larger side
_CONTEXT = 0.7  # likewise on pages of conflicts, which must show where in a zone the subject lies
_LEAST_M = 60.0  # what a page shows at least, from side to side
_LEGIBLE_MM = 4.0  # of a parcel on paper; below, groups of parcels get pages of their own
_APART = 0.04  # of the whole ground: parcels nearer than that belong to one group


@dataclass(frozen=True)
class FramePlan:
    """A frame to come: its box and extent, its caption, and whose subjects it shows (None: all)."""

    box: paper.Box
    extent: tuple[float, ...]
    denominator: float
    caption: tuple[str, ...] = ()
    caption_box: tuple = ()
    group: int | None = None


@dataclass(frozen=True)
class PagePlan:
    """A page to come. conflict: the one it is about, with `number` from 0; None on other pages."""

    title: str
    subtitle: str
    frames: tuple[FramePlan, ...]
    facts: tuple[str, ...]
    conflict: object = None
    number: int = 0


@dataclass(frozen=True)
class MapPlan:
    """A map to come. roles: of the constraints that it shows, top first. missing: roles that the case lacks.

    subjects: the style of subjects, `subject` (by verdict) or `outline`. shared: whether shared ground is marked.
    left_out: pages beyond the most.
    """

    key: str
    title: str
    sheet: paper.Sheet
    pages: tuple[PagePlan, ...]
    roles: tuple[str, ...]
    missing: tuple[str, ...] = ()
    subjects: str = "outline"
    shared: bool = False
    left_out: int = 0


def map_plans(site):
    """([`MapPlan`, …], {key of a map that is not made: why}) of a `Site`."""
    words, present = site.words, {constraint.role for constraint in site.result.case.constraints}
    plans, skipped = [], {}
    for key, roles in (("three_lines", THREE_LINES), ("control_units", ("control_unit",)), ("red_line", SENSITIVE)):
        if present.isdisjoint(roles):
            skipped[key] = words.say("map.skipped.no_layer")
            continue
        asked = roles[:1] if key == "red_line" else roles
        missing = tuple(role for role in asked if role not in present)
        plans.append(_places_plan(site, key, roles, missing, _projects(site), shared=key != "control_units"))
    plans.append(_places_plan(site, "parcels", (), (), _clusters(site), subjects="subject"))
    compared = _options_plan(site)
    if compared:
        plans.append(compared)
    else:
        skipped["options"] = words.say("map.skipped.no_options")
    about = _conflicts_plan(site)
    if about:
        plans.append(about)
    else:
        skipped["conflicts"] = words.say("map.skipped.no_conflicts")
    return plans, skipped


def _places_plan(site, key, roles, missing, places, subjects="outline", shared=False):
    """A map of all subjects, then of each place: [(title, rows of subjects), …]."""
    everywhere = np.flatnonzero(site.subjects["geom"].notna())
    bounds = _bounds(site, everywhere)
    page = _sheet(site, paper.is_tall(bounds))
    places = [("", everywhere), *places]
    left_out = max(0, len(places) - MOST_PAGES)
    title = site.words.say(f"map.title.{key}")
    pages = [
        PagePlan(title, clean(name), (_frame(site, page, _bounds(site, rows)),), place_facts(site, rows))
        for name, rows in places[:MOST_PAGES]
    ]
    return MapPlan(key, title, page, tuple(pages), roles, missing, subjects, shared, left_out)


def _projects(site):
    """[(name, rows)] of the projects that subjects name, where they are not all of one."""
    subjects = site.subjects
    known = {project.id: project.name for project in site.result.case.projects}
    found = []
    for number in subjects["project_id"].dropna().unique():
        rows = np.flatnonzero(subjects["project_id"].eq(number) & subjects["geom"].notna())
        if 0 < len(rows) < subjects["geom"].notna().sum():
            found.append((" ".join(filter(None, (number, known.get(number)))), rows))
    return found


def _clusters(site):
    """[(name, rows)] of subjects that lie together, where on the map of all they would be too small to be seen."""
    rows = np.flatnonzero(site.subjects["geom"].notna())
    geometry = site.subjects["geom"].to_numpy(dtype=object)[rows]
    boxes, bounds = shapely.bounds(geometry), _bounds(site, rows)
    page = _sheet(site, paper.is_tall(bounds))
    size = np.median(np.maximum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]))
    denominator = paper.round_scale(bounds, page.map, site.unit_m)
    if size * site.unit_m * 1000.0 / denominator >= _LEGIBLE_MM:
        return []
    reach = _APART / 2 * max(bounds[2] - bounds[0], bounds[3] - bounds[1])
    grown = shapely.box(*(boxes + [-reach, -reach, reach, reach]).T)
    parts = shapely.get_parts(shapely.union_all(grown))
    tree = shapely.STRtree(parts)
    inside, part = tree.query(shapely.centroid(grown), predicate="within")
    groups = [rows[inside[part == number]] for number in range(len(parts))]
    groups = sorted((group for group in groups if len(group) > 1), key=lambda group: (-len(group), group[0]))
    return [(_span(site, group), group) for group in groups] if len(parts) > 1 else []


def _span(site, rows):
    """What a group of subjects is called: its first and last id."""
    ids = sorted(site.subjects["subject_id"].to_numpy()[rows])
    return site.words.say("map.span", first=clean(ids[0], 24), last=clean(ids[-1], 24), count=len(ids))


def _options_plan(site):
    """Schemes of each project side by side, all at one scale; None where no project has two."""
    pages, upright = [], None
    for project, schemes in _schemes(site):
        boxes = [_bounds(site, rows) for _, rows, _ in schemes]
        widest = max(boxes, key=lambda box: max(box[2] - box[0], box[3] - box[1]))
        upright = paper.is_tall(widest) if upright is None else upright
        for start in range(0, len(schemes), paper.MOST_FRAMES):
            several = schemes[start : start + paper.MOST_FRAMES]
            page = _sheet(site, False)
            frames = _compared(site, page, several, boxes[start : start + paper.MOST_FRAMES], boxes)
            title = site.words.say("map.title.options")
            pages.append(PagePlan(title, clean(project), frames, ()))
    if not pages:
        return None
    title = site.words.say("map.title.options")
    present = {constraint.role for constraint in site.result.case.constraints}
    roles = tuple(role for role in _COMPARED if role in present)
    return MapPlan("options", title, _sheet(site, False), tuple(pages), roles, (), "subject", True)


def _compared(site, page, schemes, boxes, every):
    maps, captions = paper.frames(page, max(2, len(schemes)))
    denominator = max(paper.round_scale(box, maps[0], site.unit_m) for box in every)
    found = []
    for (scheme, _, group), box, place, caption in zip(schemes, boxes, maps, captions):
        centre = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
        extent = paper.extent_at(centre, place, denominator, site.unit_m)
        found.append(FramePlan(place, extent, denominator, scheme, caption, group))
    return tuple(found)


def _schemes(site):
    """[(project, [(caption, rows, number of the group), …])] of projects with two schemes or more."""
    subjects, groups = site.subjects, groups_of(site)
    names = {(p.id, s.id): s.name for p in site.result.case.projects for s in p.schemes}
    titles = {project.id: project.name for project in site.result.case.projects}
    found = {}
    for group, pair in enumerate(dict.fromkeys(zip(subjects["project_id"], subjects["scheme"]))):
        rows = np.flatnonzero((groups == group) & subjects["geom"].notna().to_numpy())
        if pair[1] is not None and len(rows):
            found.setdefault(pair[0], []).append((scheme_caption(site, *pair, names.get(pair), rows), rows, group))
    told = [
        (" ".join(filter(None, (project, titles.get(project)))), several)
        for project, several in found.items()
        if len(several) > 1
    ]
    return told


def groups_of(site):
    """(n,) for each subject the number of its project and scheme among those that occur."""
    pairs = list(zip(site.subjects["project_id"], site.subjects["scheme"]))
    numbers = {pair: number for number, pair in enumerate(dict.fromkeys(pairs))}
    return np.array([numbers[pair] for pair in pairs], dtype=int)


def _conflicts_plan(site):
    """A page for each conflict; None where there is none."""
    every = [one for one in conflicts(site.result) if site.subjects["geom"].iat[one.subject] is not None]
    if not every:
        return None
    words, page = site.words, _sheet(site, False)
    title = words.say("map.title.conflicts")
    shown = every[:MOST_PAGES]
    pages = []
    for number, one in enumerate(shown):
        subtitle, facts = conflict_facts(site, one)
        name = words.say("map.title.conflict", number=number + 1, count=len(every))
        frame = _frame(site, page, _conflict_bounds(site, one))
        pages.append(PagePlan(name, subtitle, (frame,), facts, one, number))
    present = {constraint.role for constraint in site.result.case.constraints}
    roles = tuple(role for role in THREE_LINES if role in present)
    return MapPlan("conflicts", title, page, tuple(pages), roles, left_out=len(every) - len(shown))


def _conflict_bounds(site, conflict):
    """What the page of a conflict shows: the subject, of a line only the stretch that it shares, with room around."""
    subject = site.subjects.iloc[conflict.subject]
    if subject["geometry_kind"] != Kind.POLYGON:
        overlap = without_secret_geometry(site.result.tables["overlap"], site.result.case)
        mine = overlap["subject_id"].eq(subject["subject_id"]) & overlap["geom"].notna()
        mine &= overlap["constraint_key"].eq(conflict.constraint_key) & overlap["feature_id"].eq(conflict.feature_id)
        if mine.any():
            return _with_room(site, site.moved(overlap.loc[mine, "geom"].to_numpy(dtype=object)), _CONTEXT)
    return _bounds(site, [conflict.subject], _CONTEXT)


def _sheet(site, portrait):
    return paper.sheet(site.result.case.report.paper, portrait)


def _frame(site, page, bounds):
    (box,), _ = paper.frames(page, 1)
    denominator = paper.round_scale(bounds, box, site.unit_m)
    centre = ((bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2)
    return FramePlan(box, paper.extent_at(centre, box, denominator, site.unit_m), denominator)


def _bounds(site, rows, room=_ROOM):
    """The bounds of some subjects with room around them, of their larger side."""
    return _with_room(site, site.subjects["geom"].to_numpy(dtype=object)[rows], room)


def _with_room(site, geometry, room):
    x0, y0, x1, y1 = shapely.total_bounds(geometry).tolist()
    least = _LEAST_M / site.unit_m
    room = max(room * max(x1 - x0, y1 - y0), (least - max(x1 - x0, y1 - y0)) / 2)
    return x0 - room, y0 - room, x1 + room, y1 + room
