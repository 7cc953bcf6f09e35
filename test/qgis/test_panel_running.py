"""A panel at work: steps and their states, progress, stopping, faults, two runs at once, a project that goes away."""

import sqlite3
import sys
import threading
import time

import pytest
from qgis.core import QgsProject

from .cases import write_case
from .layers import memory, square
from .panels import new_panel, page, settle, wait

SITE, RED = square(500000, 4000000), square(500050, 4000000)


@pytest.fixture
def told(qgis_iface, monkeypatch):
    """What the message bar was told."""
    found = []
    from zoning_review_plugin.host.panel.dock import ReviewDock

    monkeypatch.setattr(ReviewDock, "_tell", lambda self, sentence, level: found.append(sentence))
    return found


@pytest.fixture
def panel(qgis_iface, told, tmp_path):
    QgsProject.instance().clear()
    panel = new_panel(qgis_iface)
    yield panel
    panel.close_down()
    QgsProject.instance().clear()
    panel.results.deleteLater()
    panel.deleteLater()
    settle()


@pytest.fixture
def case(tmp_path):
    return write_case(tmp_path, {"site": [SITE]}, {"erl": [RED]}, {"erl": {"coverage": "full"}})


def review(panel, folder):
    """Press “Review” for a folder, and wait until it is over."""
    page(panel, "review").folder.setFilePath(str(folder))
    page(panel, "review").run()
    wait(lambda: not panel.runner.busy)


def levels(panel):
    return {one.NAME: one.state().level for one in panel.pages}


class Blocked:
    """Work that waits until it is let go or stopped; counts how often it ran."""

    def __init__(self):
        self.free, self.ran = threading.Event(), 0

    def __call__(self, progress):
        self.ran += 1
        while not self.free.wait(0.01):
            progress.step("stage.read", 0.5)
        return "value"


def test_steps_say_how_far_they_are(panel, case, tmp_path):
    assert {levels(panel)[name] for name in ("subjects", "constraints", "check", "review", "export")} == {"missing"}
    assert levels(panel)["rules"] == "remarks"
    panel.open_case(case)
    assert levels(panel)["subjects"] == "ready"
    page(panel, "check").run()
    wait(lambda: not panel.runner.busy)
    assert panel.session.checked is not None and levels(panel)["check"] != "missing"
    review(panel, tmp_path / "out")
    assert levels(panel)["review"] == levels(panel)["export"] == "ready"
    area = panel.session.result.tables["overlap"]["area_m2"].tolist()
    assert area == pytest.approx([5000.0])  # 50 m by 100 m
    panel.session.edit(("title",), "other")
    assert levels(panel)["review"] == "remarks"
    for row, one in enumerate(panel.pages):
        assert one.title() in panel.steps.item(row).text() and panel.steps.item(row).toolTip()


def test_results_are_a_group_that_gives_way_to_the_next(panel, case, tmp_path):
    from zoning_review_plugin.host.panel.map_sources import vector_layers
    from zoning_review_plugin.host.panel.showing import result_groups

    panel.open_case(case)
    for _ in range(2):
        review(panel, tmp_path / "out")
        groups = result_groups(QgsProject.instance())
        assert len(groups) == 1
        layers = [node.layer() for node in groups[0].findLayers()]
        assert len(layers) >= 2 and all(layer.isValid() for layer in layers)
        assert not {layer.id() for layer in layers} & {layer.id() for layer in vector_layers(QgsProject.instance())}
        layers[0].startEditing()  # QGIS holds the file for writing: it must give way all the same


def test_results_that_cannot_be_replaced_stay_on_the_map(panel, case, told, tmp_path):
    from zoning_review_plugin.host.panel.showing import result_groups

    panel.open_case(case)
    review(panel, tmp_path / "out")
    other = sqlite3.connect(tmp_path / "out" / "review.gpkg")
    other.execute("PRAGMA journal_mode=WAL")
    other.execute("SELECT count(*) FROM subject").fetchone()
    before = (tmp_path / "out" / "review.gpkg").stat().st_mtime_ns
    try:
        review(panel, tmp_path / "out")
    finally:
        other.close()
    assert len(told) == 1 and "review.gpkg" in told[0]
    assert (tmp_path / "out" / "review.gpkg").stat().st_mtime_ns == before
    layers = [node.layer() for node in result_groups(QgsProject.instance())[0].findLayers()]
    assert layers and all(layer.isValid() and layer.featureCount() == 1 for layer in layers)
    assert panel.session.result is not None


def test_memory_and_edited_layers_are_reviewed_as_shown(panel, tmp_path):
    from qgis.core import QgsFeature, QgsGeometry

    site, red = memory("Polygon", [SITE], name="site"), memory("Polygon", [RED], name="red")
    QgsProject.instance().addMapLayers([site, red])
    site.startEditing()
    second = QgsFeature(site.fields())
    second.setGeometry(QgsGeometry.fromWkt(square(500300, 4000000, 40)))
    site.addFeature(second)
    page(panel, "subjects")._layers.add(site)
    page(panel, "constraints")._layers.add(red)
    panel.session.edit(("options", "area_basis"), "projected")
    review(panel, tmp_path / "out")
    areas = sorted(panel.session.result.tables["subject"]["area_m2"])  # QGIS gives what was added first
    assert areas == pytest.approx([1600.0, 10000.0])
    site.rollBack()


def running(panel, folder):
    """A review of memory layers that has just been started; returns them: site and red line."""
    site, red = memory("Polygon", [SITE], name="site"), memory("Polygon", [RED], name="red")
    QgsProject.instance().addMapLayers([site, red])
    page(panel, "subjects")._layers.add(site)
    page(panel, "constraints")._layers.add(red)
    panel.session.edit(("options", "area_basis"), "projected")
    page(panel, "review").folder.setFilePath(str(folder))
    page(panel, "review").run()
    return site, red


def test_layers_removed_while_the_review_runs_do_no_harm(panel, tmp_path):
    site, red = running(panel, tmp_path / "out")
    QgsProject.instance().removeMapLayers([site.id(), red.id()])
    wait(lambda: not panel.runner.busy)
    assert panel.session.result.tables["overlap"]["area_m2"].tolist() == pytest.approx([5000.0])
    settle()
    wait(lambda: "not in the project" in page(panel, "constraints")._layers.table.item(0, 0).text())


def test_layers_edited_and_moved_while_the_review_runs_count_as_they_were(panel, tmp_path):
    from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry

    site, red = running(panel, tmp_path / "out")
    assert red.startEditing()
    (feature,) = red.getFeatures()
    red.changeGeometry(feature.id(), QgsGeometry.fromWkt(square(500900, 4000000)))
    red.commitChanges()
    site.setCrs(QgsCoordinateReferenceSystem("EPSG:4490"))
    wait(lambda: not panel.runner.busy)
    assert panel.session.result.tables["overlap"]["area_m2"].tolist() == pytest.approx([5000.0])


def geopackage(path, shape):
    """A GeoPackage with one layer of one feature, as other programs write it."""
    from qgis.core import QgsCoordinateTransformContext, QgsVectorFileWriter

    options = QgsVectorFileWriter.SaveVectorOptions()
    layer = memory("Polygon", [shape], name=path.stem)
    QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(path), QgsCoordinateTransformContext(), options)
    return str(path)


def document(tmp_path):
    """A case of a site half on a red line, each in a GeoPackage of its own."""
    return {
        "schema": "zoning-review/case/1",
        "title": "locked",
        "subjects": [{"source": geopackage(tmp_path / "site.gpkg", SITE)}],
        "constraints": [
            {
                "key": "erl",
                "role": "ecological_red_line",
                "source": geopackage(tmp_path / "erl.gpkg", RED),
                "coverage": "full",
            }
        ],
        "options": {"area_basis": "projected"},
        "outputs": ["gpkg"],
    }


def test_a_geopackage_that_another_program_locks_is_told_and_never_not_involved(panel, told, tmp_path):
    panel.session.replace(document(tmp_path))
    lock = sqlite3.connect(tmp_path / "erl.gpkg", isolation_level=None)
    lock.execute("begin exclusive")
    try:
        review(panel, tmp_path / "out")
    finally:
        lock.close()
    assert not any("Traceback" in one for one in told)
    (row,) = panel.session.result.tables["exposure"].itertuples()
    assert row.status == "no_data" and "erl" in " ".join(panel.session.result.tables["issue"]["layer"])


def test_results_that_another_program_locks_stay_as_they_were(panel, told, tmp_path):
    panel.session.replace(document(tmp_path))
    review(panel, tmp_path / "out")
    target = tmp_path / "out" / "review.gpkg"
    before = rows(target)
    lock = sqlite3.connect(target, isolation_level=None)
    lock.execute("begin exclusive")
    try:
        panel.session.edit(("title",), "again")
        review(panel, tmp_path / "out")
    finally:
        lock.close()
    assert not any("Traceback" in one for one in told)
    assert rows(target) == before  # replaced as a whole, or left as it was


def rows(path):
    with sqlite3.connect(path) as review_:
        return review_.execute("select subject_id, constraint_key, round(area_m2, 3) from overlap").fetchall()


def test_a_layer_without_crs_is_told(panel, told, tmp_path):
    site, red = memory("Polygon", [SITE], crs="", name="site"), memory("Polygon", [RED], name="red")
    QgsProject.instance().addMapLayers([site, red])
    page(panel, "subjects")._layers.add(site)
    page(panel, "constraints")._layers.add(red)
    review(panel, tmp_path / "out")
    assert panel.session.result is None and len(told) == 1 and "CRS" in told[0] and "Traceback" not in told[0]


def test_two_runs_at_once_are_refused_with_a_sentence(panel, told):
    first, second = Blocked(), Blocked()
    taken = []
    assert panel.runner.start("First", first, taken.append)
    wait(lambda: first.ran)
    assert not panel.runner.start("Second", second, taken.append)
    assert len(told) == 1 and "First" in told[0]
    first.free.set()
    wait(lambda: not panel.runner.busy)
    assert taken == ["value"] and second.ran == 0


def test_faults_are_sentences_and_never_tracebacks(panel, told):
    def failing(progress):
        raise ValueError("=1+1")

    taken = []
    panel.runner.start("Work", failing, taken.append)
    wait(lambda: not panel.runner.busy)
    assert taken == [] and len(told) == 1 and "Traceback" not in told[0]


def test_an_output_folder_that_is_a_file_is_told_and_nothing_is_lost(panel, case, told, tmp_path):
    (tmp_path / "out").write_text("mine")
    panel.open_case(case)
    review(panel, tmp_path / "out")
    assert len(told) == 1 and str(tmp_path / "out") in told[0]
    assert (tmp_path / "out").read_text() == "mine" and panel.session.result is None


def test_an_output_folder_that_is_gone_is_made_again_by_export(panel, case, told, tmp_path):
    import shutil

    panel.open_case(case)
    review(panel, tmp_path / "out")
    shutil.rmtree(tmp_path / "out")
    page(panel, "export").export()
    wait(lambda: not panel.runner.busy)
    assert told == [] and (tmp_path / "out" / "review.gpkg").is_file()


def test_a_project_closed_while_a_job_runs_takes_nothing_of_it(panel):
    work, taken = Blocked(), []
    panel.runner.start("Work", work, taken.append)
    wait(lambda: work.ran)
    job = panel.runner.job
    work.free.set()
    while job.value is None:  # no event is handled meanwhile: it is done, and not yet told
        time.sleep(0.01)
    QgsProject.instance().clear()
    wait(lambda: not panel.runner.busy)
    assert taken == []


def test_the_plugin_unloaded_while_a_job_runs_stops_it(qgis_iface, told):
    panel = new_panel(qgis_iface)
    work, taken, ended = Blocked(), [], []
    panel.runner.start("Work", work, taken.append, lambda: lambda: ended.append(True))
    wait(lambda: work.ran)
    panel.close_down()
    assert ended == [True] and not work.free.is_set()
    panel.results.deleteLater()
    panel.deleteLater()
    del panel
    settle()
    assert taken == []
    QgsProject.instance().clear()  # nothing of the panel hears of it any more


@pytest.fixture
def processes(monkeypatch):
    """The processes that were started beside QGIS, in order."""
    from zoning_review_plugin.host.apart import beside

    found, start = [], beside._started

    def started(*arguments):
        found.append(start(*arguments))
        return found[-1]

    monkeypatch.setattr(beside, "_started", started)
    return found


def test_a_stopped_review_ends_its_process_and_keeps_earlier_results(panel, case, told, tmp_path, processes):
    panel.open_case(case)
    review(panel, tmp_path / "out")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")}
    page(panel, "review").run()
    wait(lambda: len(processes) == 2)
    panel.runner.cancel()
    wait(lambda: not panel.runner.busy)
    assert processes[1].returncode not in (None, 0) and any("Stopped" in sentence for sentence in told)
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")} == before
    assert panel.session.result is not None


@pytest.mark.skipif(sys.platform == "win32", reason="no signal to end a process by")
def test_a_review_whose_process_is_ended_by_the_system_is_told(panel, case, told, tmp_path, processes):
    panel.open_case(case)
    page(panel, "review").folder.setFilePath(str(tmp_path / "out"))
    page(panel, "review").run()
    wait(lambda: processes)
    processes[0].kill()
    wait(lambda: not panel.runner.busy)
    assert len(told) == 1 and "memory" in told[0] and panel.session.result is None


class Deaf:
    """A progress whose user stops once something has been written."""

    def __init__(self, folder):
        self._folder, self.at = folder, None

    def step(self, stage, fraction):
        from zoning_review_plugin.model.errors import Cancelled
        from zoning_review_plugin.outputs.aside import parts_in

        if parts_in(self._folder):
            self.at = time.monotonic()
            raise Cancelled()


def test_stopping_while_files_are_written_leaves_none_of_them(panel, case, tmp_path):
    """What is being written when the process is ended goes, and what was there before stays."""
    from zoning_review_plugin.host.apart.beside import run_beside
    from zoning_review_plugin.host.apart.tasks import Asking
    from zoning_review_plugin.model.errors import Cancelled

    panel.open_case(case)
    progress = Deaf(tmp_path / "out")
    with pytest.raises(Cancelled):
        asked = (panel.session.case(), {}, False, tmp_path / "out", Asking("en", 1, ""), None)
        run_beside("review_case", asked, progress, tmp_path / "out")
    assert progress.at is not None and not (tmp_path / "out").exists()


def test_what_a_killed_run_had_moved_comes_back(tmp_path):
    from zoning_review_plugin.outputs.aside import parts_in, undo

    part = tmp_path / ".zoning_review_x.part"
    for path, text in ((tmp_path / "a", "new"), (part / "old" / "a", "before"), (part / "new" / "b", "half")):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    assert parts_in(tmp_path) == {part}
    undo(part)
    assert [path.name for path in tmp_path.iterdir()] == ["a"] and (tmp_path / "a").read_text() == "before"
