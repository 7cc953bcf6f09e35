"""Panels without a window around them, with a small case reviewed in them."""

import json
import time

import shapely
import yaml
from qgis.core import QgsProject
from qgis.PyQt.QtWidgets import QApplication

from .cases import write_case

RULES = [
    {
        "id": "ERL",
        "clause_no": "1",
        "clause_text": "禁止占用红线 <b>&",
        "dimension": "spatial_layout",
        "line": "red_line",
        "modality": "prohibit",
        "binding": "hard",
        "automation": "auto",
        "test": {"overlap": {"role": "ecological_red_line"}},
    },
    {
        "id": "LOOK",
        "clause_no": "2",
        "clause_text": "=应由人判定",
        "dimension": "environmental_risk",
        "line": "access_list",
        "modality": "require",
        "binding": "hard",
        "automation": "manual",
    },
]
"""Two clauses: one that a machine judges, one that a person must."""


def square(x, y, size=100.0):
    """The WKT of a square, in metres from a corner in the CRS of the cases."""
    return shapely.box(500000 + x, 3600000 + y, 500000 + x + size, 3600000 + y + size).wkt


def case_with_rules(folder, rules=RULES, **constraints):
    """The path of a case whose three sites are judged by `rules`; the first two lie on red line."""
    sites = [square(0, 0), square(200, 0), square(1000, 0)]
    given = {"erl": [square(-50, -50, 300)], **constraints}
    more = {"erl": {"role": "ecological_red_line", "coverage": "full"}, "units": {"role": "control_unit"}}
    path = write_case(folder, {"site": sites}, given, more)
    pack = {
        "schema": "zoning-review/pack/1",
        "pack": {"id": "P1", "title": "示例", "level": "city", "valid_from": "2020-01-01"},
        "rules": rules,
    }
    (folder / "pack.json").write_text(json.dumps(pack, ensure_ascii=False), encoding="utf-8")
    document = yaml.safe_load(open(path, encoding="utf-8"))
    document["subjects"][0]["fields"] = {"id": "BSM"}
    document.update(rules=["pack.json"], date="2026-11-22", outputs=["gpkg"])
    open(path, "w", encoding="utf-8").write(yaml.safe_dump(document, allow_unicode=True))
    return path


def until(done, most=60.0):
    """Let the event loop run until something is so."""
    start = time.monotonic()
    while not done():
        assert time.monotonic() - start < most, "it took too long"
        QApplication.processEvents()
        time.sleep(0.01)


def reviewed_panel(iface, path, folder):
    """A `ReviewDock` with the case at `path` reviewed into `folder`."""
    from zoning_review_plugin.host.panel.dock import ReviewDock

    panel = ReviewDock(iface, QgsProject.instance())
    panel.open_case(str(path))
    page = next(page for page in panel.pages if page.NAME == "review")
    page.folder.setFilePath(str(folder))
    told = []
    panel.runner.ended.connect(lambda job: told.append(job.sentence))
    page.run()
    until(lambda: not panel.runner.busy)
    assert panel.session.result is not None, (told, page._told.text())
    return panel
