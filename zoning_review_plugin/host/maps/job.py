"""A Result made ready to be drawn: a folder with a GeoPackage of what lies where and a file that says what is drawn.

Nothing here asks QGIS: it may run on any thread, and the drawing in another process.
"""

from __future__ import annotations

import json
from dataclasses import asdict

import numpy as np
import pandas as pd
import shapely

from ...model.codes import BREACHES, RANK_OF_VERDICT, Kind
from ...outputs.gpkg import write_tables
from ..secrecy import without_secret_geometry
from .ground import read_grounds
from .notes import notes
from .plans import groups_of, map_plans
from .scene import SCENE, TABLES, Drawn, Frame, Job, MapSheets, Page
from .texts import begun, clean

_UNLABELLED = ("permanent_farmland",)  # roles with so many features that names would hide the ground
_MOST_LABELS = 120  # subjects that are all named; of more, those that need a look
_LABELS = ("legend", "scale", "west", "east", "up", "page")


def write_job(site, layers, folder, styles, fonts=()):
    """Write the job of a `Site` into `folder` and return it. layers: `Layers` of the review, or None.

    styles: folders of QML, the first that has one counts.
    """
    plans, skipped = map_plans(site)
    tables = Tables(site, layers, plans)
    words = site.words
    job = Job(
        clean(site.result.case.title),
        words.language,
        site.crs.to_wkt(),
        site.unit_m,
        site.result.crs.to_wkt() if site.in_degrees else "",
        {name: words.say(f"map.label.{name}") for name in _LABELS},
        tuple(styles),
        tuple(_sheets(site, plan, tables) for plan in plans),
        skipped,
    )
    write_tables(folder / TABLES, tables.frames, site.crs, words.language)
    (folder / SCENE).write_text(json.dumps(job.plain(), ensure_ascii=False), encoding="utf-8")
    return job


class Tables:
    """The tables of a job: subjects, shared ground, constraint layers, and for each conflict what it is about.

    frames: by name, each of one kind of geometry. grounds: `LayerGround` by constraint key.
    """

    def __init__(self, site, layers, plans):
        self.site, self.frames, self._trees = site, {}, {}
        self._keys = {constraint.key: number for number, constraint in enumerate(site.result.case.constraints)}
        roles = {role for plan in plans for role in plan.roles}
        about = [page for plan in plans for page in plan.pages if page.conflict]
        keys = {constraint.key for constraint in site.result.case.constraints if constraint.role in roles}
        keys |= {page.conflict.constraint_key for page in about}
        box = _union([frame.extent for plan in plans for page in plan.pages for frame in page.frames])
        self.grounds = read_grounds(site, layers, keys, box)
        self._add("subject", _subjects(site))
        self._add("shared", _shared(site))
        for key, ground in self.grounds.items():
            self._add(f"c{self._keys[key]}", _labelled(ground))
        self._add_conflicts(about)

    def drawn(self, name, style, title, extent, where=None, but=None, labelled=""):
        """The `Drawn`s of table `name` for a frame; none where nothing of it lies in the extent.

        where: {column: values}, one of which rows must have. but: (column, value) that they must not have.
        """
        where, found = where or {}, []
        kinds = [kind for kind in Kind.ALL if f"{name}_{kind}" in self.frames]
        for kind in kinds:
            table = f"{name}_{kind}"
            rows = self._trees[table].query(shapely.box(*extent), predicate="intersects")
            frame = self.frames[table].iloc[rows]
            for column, values in where.items():
                frame = frame[frame[column].isin(values)]
            if but:
                frame = frame[frame[but[0]].ne(but[1])]
            if len(frame):
                told = _condition(where, but)
                codes = tuple(sorted(frame["class"].unique(), key=_order))
                named = self.site.words.say(f"map.kind.{kind}", what=title) if len(kinds) > 1 else title
                found.append(Drawn(table, style, kind, begun(named), told, codes, labelled))
        return found

    def of_constraint(self, constraint, extent):
        """The `Drawn`s of a constraint layer."""
        title = self.site.words.code("role", constraint.role)
        label = "" if constraint.role in _UNLABELLED else "label"
        return self.drawn(f"c{self._keys[constraint.key]}", constraint.role, title, extent, labelled=label)

    def shows(self, constraint, frames):
        """Whether anything of a constraint layer is drawn in some `Frame`s."""
        names = {f"c{self._keys[constraint.key]}_{kind}" for kind in Kind.ALL}
        return any(drawn.table in names for frame in frames for drawn in frame.layers)

    def _add(self, name, frame):
        """A table for each kind of geometry that a frame has."""
        dimension = shapely.get_dimensions(frame["geom"].to_numpy(dtype=object))
        for rank, kind in enumerate(Kind.ALL):
            rows = frame[dimension == rank].reset_index(drop=True)
            if len(rows):
                self.frames[f"{name}_{kind}"] = rows
                self._trees[f"{name}_{kind}"] = shapely.STRtree(rows["geom"].to_numpy(dtype=object))

    def _add_conflicts(self, pages):
        """The subject of each conflict's page, and what it shares with the feature."""
        focus, common = [], []
        for page in pages:
            shape = self.site.subjects["geom"].iat[page.conflict.subject]
            subject = self.site.subjects["subject_id"].iat[page.conflict.subject]
            focus.append({"class": "", "label": clean(subject, 24), "page": page.number, "geom": shape})
            ground = self.grounds.get(page.conflict.constraint_key)
            features = ground.features if ground else pd.DataFrame(columns=["id", "geom"])
            for feature in features.loc[features["id"].eq(page.conflict.feature_id), "geom"]:
                part = shapely.intersection(shape, feature)
                if not part.is_empty:
                    common.append({"class": "", "label": "", "page": page.number, "geom": part})
        columns = ["class", "label", "page", "geom"]
        self._add("focus", pd.DataFrame(focus, columns=columns))
        self._add("common", pd.DataFrame(common, columns=columns))


def _subjects(site):
    """Subjects with class (verdict), group (project and scheme) and labels, those that need a look on top."""
    subjects = site.subjects
    verdicts = subjects["verdict"].where(subjects["verdict"].notna(), "")
    named = subjects["verdict"].isin(BREACHES) | (len(subjects) <= _MOST_LABELS)
    ids = [clean(number, 24) for number in subjects["subject_id"]]
    frame = pd.DataFrame(
        {
            "class": verdicts,
            "label": [number if shown else None for number, shown in zip(ids, named)],
            "judged": [
                f"{number} {site.words.code('verdict', code)}" if shown and code else None
                for number, shown, code in zip(ids, named, verdicts)
            ],
            "grp": groups_of(site),
            "row": np.arange(len(subjects)),
            "geom": subjects["geom"],
        }
    )
    order = np.argsort([-RANK_OF_VERDICT.get(code, 99) for code in verdicts], kind="stable")
    return frame.iloc[order].reset_index(drop=True)


def _shared(site):
    """Shared ground whose geometry the Result holds, class: the role; none of secret layers, none of slivers."""
    overlap = without_secret_geometry(site.result.tables["overlap"], site.result.case)
    rows = overlap[overlap["geom"].notna() & ~overlap["sliver"]]
    groups = dict(zip(site.subjects["subject_id"], groups_of(site)))
    return pd.DataFrame(
        {
            "class": rows["role"].to_numpy(),
            "label": None,
            "grp": [groups[number] for number in rows["subject_id"]],
            "geom": site.moved(rows["geom"].to_numpy(dtype=object)),
        }
    )


def _labelled(ground):
    features = ground.features
    first, second = ("code", "name") if ground.constraint.role == "control_unit" else ("name", "code")
    label = features[first].where(features[first].notna(), features[second])
    return features.assign(label=[clean(text, 28) if text else None for text in label])


def _sheets(site, plan, tables):
    """The `MapSheets` of a plan."""
    pages = [_page(site, plan, page, tables) for page in plan.pages]
    return MapSheets(plan.key, plan.title, asdict(plan.sheet), tuple(pages))


def _page(site, plan, page, tables):
    constraints = _constraints(site, plan, page)
    frames = tuple(_frame(site, plan, page, frame, tables, constraints) for frame in page.frames)
    grounds = [(tables.grounds[one.key], tables.shows(one, frames)) for one in constraints]
    last = page is plan.pages[-1]
    said = notes(site, grounds, plan.missing, plan.left_out if last else 0)
    return Page(page.title, page.subtitle, frames, tuple(map(begun, page.facts)), tuple(map(begun, said)))


def _constraints(site, plan, page):
    """The constraints of a page, those of the first roles on top; the one that a conflict is about before all."""
    about = page.conflict.constraint_key if page.conflict else None
    rank = {role: number for number, role in enumerate(plan.roles)}
    mine = [one for one in site.result.case.constraints if one.role in rank or one.key == about]
    return sorted(mine, key=lambda one: (one.key != about, rank.get(one.role, 0)))


def _frame(site, plan, page, frame, tables, constraints):
    words, layers = site.words, []
    if page.conflict:
        mine = {"page": [page.number]}
        layers += tables.drawn("common", "shared", words.say("map.shared"), frame.extent, mine)
        layers += tables.drawn("focus", "focus", words.say("map.focus"), frame.extent, mine, labelled="label")
        but = ("row", page.conflict.subject)
        layers += tables.drawn("subject", "outline", words.say("map.other_subjects"), frame.extent, but=but)
    else:
        where = {} if frame.group is None else {"grp": [frame.group]}
        if plan.shared:
            of_roles = {**where, "class": plan.roles}
            layers += tables.drawn("shared", "shared", words.say("map.shared"), frame.extent, of_roles)
        column = "judged" if plan.subjects == "subject" else "label"
        title = words.say("map.subjects")
        layers += tables.drawn("subject", plan.subjects, title, frame.extent, where, labelled=column)
    for constraint in constraints:
        layers += tables.of_constraint(constraint, frame.extent)
    x0, y0, x1, y1 = frame.extent
    north = site.north_deg((x0 + x1) / 2, (y0 + y1) / 2)
    return Frame(
        tuple(frame.box), frame.extent, frame.denominator, north, tuple(layers), frame.caption, tuple(frame.caption_box)
    )


def _order(code):
    """Verdicts worst first, other classes by name, none last."""
    return (RANK_OF_VERDICT.get(code, len(RANK_OF_VERDICT)), code == "", code)


def _condition(where, but):
    """The same as an expression for QGIS; columns and values are ours."""
    parts = [f'"{column}" IN ({", ".join(map(_value, values))})' for column, values in where.items()]
    return " AND ".join(parts + ([f'"{but[0]}" <> {_value(but[1])}'] if but else []))


def _value(value):
    return f"'{value}'" if isinstance(value, str) else str(value)


def _union(boxes):
    corners = np.array(boxes)
    return (*corners[:, :2].min(axis=0).tolist(), *corners[:, 2:].max(axis=0).tolist())
