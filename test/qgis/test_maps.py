"""Maps as QGIS draws them: what lies where on the picture, the legend, pages, fonts, styles, threads, failures."""

import enum
import json
import pathlib
import subprocess
import time

import pytest
import yaml

from zoning_review_plugin.model.errors import OutputFault

from .cases import write_case
from .layers import square

PACK = str(pathlib.Path(__file__).resolve().parents[2] / "resources" / "packs" / "ecological_red_line.json")
RED, FIELD = {"role": "ecological_red_line"}, {"role": "permanent_farmland"}
# Two parcels of 100 m; the red line covers the left half of the first and all of the second, the field lies apart.
PARCELS = [square(500000, 3400000), square(500300, 3400000)]
LINES = [
    "POLYGON((499900 3399900,500050 3399900,500050 3400200,499900 3400200,499900 3399900))",
    square(500300, 3400000),
]
FIELDS = [square(500150, 3400000)]


@pytest.fixture
def case(tmp_path):
    """case(language) → the path of a case with a rule pack, in which both parcels are hard breaches."""

    def make(language="zh", **more):
        path = pathlib.Path(
            write_case(tmp_path, {"parcels": PARCELS}, {"red": LINES, "field": FIELDS}, {"red": RED, "field": FIELD})
        )
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        content.update(language=language, rules=[PACK], date="2026-11-22", **more)
        content["subjects"][0]["fields"] = {"id": "BSM"}
        path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
        return str(path)

    return make


@pytest.fixture
def site(case):
    """site(**case) → (Site, Layers) of that case."""
    from zoning_review_plugin.host.libraries import load

    assert load() == ""
    from zoning_review_plugin.host.maps.site import site_of
    from zoning_review_plugin.inputs.case.case_file import read_case
    from zoning_review_plugin.inputs.layers import open_layers
    from zoning_review_plugin.review.review import review

    def make(**more):
        read = read_case(case(**more))
        layers = open_layers(read)
        return site_of(review(read, layers)), layers

    return make


@pytest.fixture
def job(site, tmp_path):
    """job(styles, **case) → (folder, Job)."""
    from zoning_review_plugin.host.maps.job import write_job
    from zoning_review_plugin.model.words import RESOURCES

    def make(styles=(), **more):
        found, layers = site(**more)
        folder = tmp_path / "job"
        folder.mkdir()
        shipped = RESOURCES / "styles" / "maps" / found.words.language
        return folder, write_job(found, layers, folder, [*map(str, styles), str(shipped)])

    return make


@pytest.fixture
def drawn(job, tmp_path):
    """drawn(styles, **case) → (folder of the pictures, Job)."""
    from zoning_review_plugin.host.maps.draw import draw

    def make(styles=(), **more):
        folder, made = job(styles, **more)
        target = tmp_path / "drawn"
        target.mkdir()
        names = draw(folder, target)
        assert sorted(names) == sorted(path.name for path in target.iterdir())
        return target, made

    return make


def sheets_of(job, key):
    return next(one for one in job.maps if one.key == key)


def picture(path):
    from qgis.PyQt.QtGui import QImage

    found = QImage(str(path))
    assert not found.isNull()
    return found


def colours_near(image, sheet, frame, x, y, metres=8):
    """The colours around a place on the ground, by the extent and the box of its frame."""
    x0, y0, x1, y1 = frame.extent
    left, top, width, height = frame.box
    scale = image.width() / sheet["width"]
    px = (left + (x - x0) / (x1 - x0) * width) * scale
    py = (top + (y1 - y) / (y1 - y0) * height) * scale
    reach = round(metres / (x1 - x0) * width * scale)
    return [
        image.pixelColor(round(px) + i, round(py) + j)
        for i in range(-reach, reach + 1)
        for j in range(-reach, reach + 1)
    ]


def mean(colours):
    count = len(colours)
    return tuple(sum(getattr(c, part)() for c in colours) / count for part in ("red", "green", "blue"))


def test_what_lies_where(drawn):
    """Reddish where only the red line is, yellowish in the field, white where nothing is."""
    folder, made = drawn()
    sheets = sheets_of(made, "three_lines")
    image, frame = picture(folder / "three_lines.png"), sheets.pages[0].frames[0]
    red, green, blue = mean(colours_near(image, sheets.sheet, frame, 499950, 3400150))
    assert red > green + 15 and red > blue + 15
    red, green, blue = mean(colours_near(image, sheets.sheet, frame, 500200, 3400030))
    assert red > blue + 40 and green > blue + 40
    assert mean(colours_near(image, sheets.sheet, frame, 500275, 3400050)) == (255, 255, 255)


def test_legend_is_what_occurs(job):
    """Entries of the legends, against the features that QGIS itself finds in the extent of the frames."""
    from qgis.core import (
        QgsFeatureRequest,
        QgsLayoutItemLegend,
        QgsPrintLayout,
        QgsProject,
        QgsRectangle,
        QgsVectorLayer,
    )

    from zoning_review_plugin.host.maps.layers import LayerMaker
    from zoning_review_plugin.host.maps.page import PageDrawer

    folder, made = job(language="en")
    project = QgsProject()
    drawer = PageDrawer(made, "sans-serif", LayerMaker(folder, made.styles, "sans-serif", project))
    for key, sources in (("three_lines", {"red": "Not graded", "field": "Permanent basic farmland"}), ("parcels", {})):
        sheets = sheets_of(made, key)
        layout = QgsPrintLayout(project)
        layout.initializeDefaults()
        drawer.draw(layout, 0, sheets.pages[0], sheets.sheet, 1)
        (legend,) = [item for item in layout.items() if isinstance(item, QgsLayoutItemLegend)]
        names = legend_names(legend)
        extent = QgsRectangle(*sheets.pages[0].frames[0].extent)
        for name, entry in sources.items():
            layer = QgsVectorLayer(str(folder.parent / f"{name}.geojson"), name, "ogr")
            there = any(True for _ in layer.getFeatures(QgsFeatureRequest(extent)))
            assert (entry in names) == there
        if key == "parcels":
            assert "does not conform" in " ".join(names).lower() and len(names) == 2, names
        layout.clear()
    project.clear()


def test_a_legend_as_it_is_painted_stays_in_its_box(job, monkeypatch):
    """Boxes of all heights: a legend once reached into the texts below it, by less than an entry."""
    from qgis.core import QgsLayoutExporter, QgsLegendStyle, QgsPrintLayout, QgsProject

    from zoning_review_plugin.host.maps import page as pages
    from zoning_review_plugin.host.maps.layers import LayerMaker
    from zoning_review_plugin.host.maps.legend import add_legend

    folder, made = job(language="zh")
    project = QgsProject()
    font = "Noto Sans CJK SC"
    drawer = pages.PageDrawer(made, font, LayerMaker(folder, made.styles, font, project))
    sheets, found, sizes = sheets_of(made, "three_lines"), [], []
    for height in range(24, 48, 2):
        monkeypatch.setattr(
            pages,
            "add_legend",
            lambda drawer, page, maps, box, height=height: found.append(
                (height, add_legend(drawer, page, maps, box._replace(height=height)))
            ),
        )
        layout = QgsPrintLayout(project)
        layout.initializeDefaults()
        drawer.draw(layout, 0, sheets.pages[0], sheets.sheet, 1)
        QgsLayoutExporter(layout).renderPageToImage(0, dpi=300)
        height, legend = found[-1]
        assert legend.rect().height() <= height + 0.01
        sizes.append(legend.style(QgsLegendStyle.Style.SymbolLabel).font().pointSizeF())
        layout.clear()
    assert sizes == sorted(sizes) and sizes[0] < sizes[-1] == 7.0  # no smaller than it must be
    project.clear()


def legend_names(legend):
    """The texts of a legend: of its layers and their classes."""
    found, model = [], legend.model()
    for node in model.rootGroup().findLayers():
        found.append(node.name())
        found += [entry.data(0) for entry in model.layerLegendNodes(node) if entry.data(0)]
    return [text for text in dict.fromkeys(found)]


def test_a_page_for_each_conflict(drawn):
    """Both parcels break the red line: two pages, counted by poppler where it is there, else by ourselves."""
    from zoning_review_plugin.host.maps.proofs import page_count

    folder, made = drawn()
    assert len(sheets_of(made, "conflicts").pages) == 2
    assert sorted(path.name for path in folder.glob("conflicts*.png")) == ["conflicts_01.png", "conflicts_02.png"]
    pdf = folder / "conflicts.pdf"
    assert page_count(pdf.read_bytes()) == 2
    try:
        told = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, text=True, check=True).stdout
    except FileNotFoundError:
        return
    assert "Pages:           2" in told and "Author" not in told, "no name of a user"


def test_chinese_is_drawn_as_chinese(qgis_app):
    """Different characters leave different ink; boxes would all be alike."""
    from qgis.PyQt.QtGui import QColor, QFont, QImage, QPainter

    from zoning_review_plugin.host.maps.fonts import chinese_family

    family = chinese_family()
    assert family
    images = []
    for mark in "审查红线":
        image = QImage(60, 60, QImage.Format.Format_RGB32)
        image.fill(QColor("#ffffff"))
        painter = QPainter(image)
        painter.setFont(QFont(family, 30))
        painter.drawText(5, 45, mark)
        painter.end()
        images.append(bytes(image.constBits().asstring(image.sizeInBytes())))
    assert len(set(images)) == 4


def test_no_chinese_font_is_told_and_nothing_is_left(run, case, tmp_path, monkeypatch):
    from qgis.core import QgsProcessingException

    from zoning_review_plugin.host.maps import fonts

    monkeypatch.setattr(fonts, "chinese_family", lambda: None)
    with pytest.raises(QgsProcessingException, match="fonts-noto-cjk"):
        run("review", {"CASE": case(), "OUTPUT_FOLDER": str(tmp_path / "out"), "MAPS": True})
    assert not (tmp_path / "out").exists()


def test_a_style_of_the_user_comes_first(drawn, tmp_path, root):
    """A QML in the user's folder replaces the shipped one of that name: the red line in lime."""
    mine = tmp_path / "mine"
    mine.mkdir()
    shipped = root / "resources" / "styles" / "maps" / "zh" / "permanent_farmland_polygon.qml"
    text = shipped.read_text(encoding="utf-8").replace("242,210,75,140", "0,255,0,255")
    assert "0,255,0,255" in text
    (mine / "permanent_farmland_polygon.qml").write_text(text, encoding="utf-8")
    folder, made = drawn([mine])
    sheets = sheets_of(made, "three_lines")
    image = picture(folder / "three_lines.png")
    red, green, blue = mean(colours_near(image, sheets.sheet, sheets.pages[0].frames[0], 500200, 3400030))
    assert green > red + 100 and green > blue + 100


def test_blank_and_broken_files_are_refused(drawn, tmp_path):
    from qgis.PyQt.QtGui import QColor

    from zoning_review_plugin.host.maps.proofs import prove_pdf, prove_picture
    from zoning_review_plugin.model.errors import OutputFault

    folder, made = drawn()
    sheets = sheets_of(made, "parcels")
    path = folder / "parcels.png"
    prove_picture(path, sheets.pages[0], sheets.sheet)
    image = picture(path)
    x, y, width, height = (round(value * image.width() / sheets.sheet["width"]) for value in sheets.sheet["panel"])
    for i in range(x, x + width):
        for j in range(y, y + height):
            image.setPixelColor(i, j, QColor("#ffffff"))
    image.save(str(tmp_path / "panel.png"))
    image.fill(QColor("#ffffff"))
    image.save(str(tmp_path / "blank.png"))
    for name, part in (("panel.png", "panel"), ("blank.png", "*"), ("none.png", "*")):
        with pytest.raises(OutputFault) as caught:
            prove_picture(tmp_path / name, sheets.pages[0], sheets.sheet)
        assert (caught.value.code, caught.value.params["part"]) == ("map_blank", part)
    cut = tmp_path / "cut.pdf"
    cut.write_bytes((folder / "parcels.pdf").read_bytes()[:-2000])
    for broken, pages in ((cut, 1), (folder / "parcels.pdf", 2), (tmp_path / "none.pdf", 1)):
        with pytest.raises(OutputFault):
            prove_pdf(broken, pages)


def test_a_process_of_its_own_draws_the_same(job, tmp_path):
    from zoning_review_plugin.host.maps.draw import draw
    from zoning_review_plugin.host.maps.making import drawn_apart

    folder, _ = job()
    steps = []
    names = {}
    for name, call in (("here", draw), ("apart", drawn_apart)):
        (tmp_path / name).mkdir()
        names[name] = call(folder, tmp_path / name, lambda *step: steps.append(step))
    assert names["here"] == names["apart"]
    for name in names["here"]:
        if name.endswith(".png"):
            assert picture(tmp_path / "here" / name) == picture(tmp_path / "apart" / name), name


def test_a_user_who_stops_ends_the_process(job, tmp_path):
    from zoning_review_plugin.host.maps.making import drawn_apart
    from zoning_review_plugin.model.errors import Cancelled

    def stop(done, every):
        raise Cancelled()

    with pytest.raises(Cancelled):
        drawn_apart(job()[0], tmp_path, stop)
    assert not list(tmp_path.glob("*.pdf"))


def test_review_in_the_background(provider, case, tmp_path, log):
    """As the window of QGIS runs it: on another thread, where layouts must not be made."""
    from qgis.core import QgsApplication, QgsProcessingAlgRunnerTask, QgsProcessingContext

    algorithm = QgsApplication.processingRegistry().createAlgorithmById("zoningreview:review")
    parameters = {"CASE": case(), "OUTPUT_FOLDER": str(tmp_path / "out"), "MAPS": True}
    context, done = QgsProcessingContext(), []
    task = QgsProcessingAlgRunnerTask(algorithm, parameters, context, log)
    task.executed.connect(lambda successful, results: done.append((successful, results)))
    QgsApplication.taskManager().addTask(task)
    end = time.time() + 120
    while not done and time.time() < end:
        QgsApplication.processEvents()
        time.sleep(0.05)
    assert done and done[0][0], log.errors
    names = {path.name for path in (tmp_path / "out" / "maps").iterdir()}
    assert {"three_lines.pdf", "three_lines.png", "parcels.pdf", "conflicts.pdf", "conflicts_02.png"} <= names
    assert (tmp_path / "out" / "review.gpkg").exists()


def test_harmful_names(drawn):
    """Titles and names that QGIS would take for expressions, and very long ones, are drawn as text."""
    folder, made = drawn(language="en", title="[% 6*7 %] " + "x" * 9_000)
    assert made.title.startswith("[ % 6*7") and len(made.title) <= 80
    assert json.dumps(made.plain()).count("[% 6*7") == 0
    assert (folder / "three_lines.pdf").exists()


def test_export_of_a_finished_review(run, case, tmp_path):
    pytest.importorskip("zoning_review_plugin.outputs.gpkg_result")
    run("review", {"CASE": case(), "OUTPUT_FOLDER": str(tmp_path / "out")})
    asked = {"INPUT": str(tmp_path / "out" / "review.gpkg"), "FORMATS": ["csv", "html"], "LANGUAGE": "en", "MAPS": True}
    outputs = run("exporttables", {**asked, "OUTPUT_FOLDER": str(tmp_path / "again")})
    again = tmp_path / "again"
    assert (again / "maps" / "three_lines.pdf").exists() and not (again / "review.gpkg").exists()
    assert 'lang="en"' in (again / "review.html").read_text(encoding="utf-8")
    assert outputs["FILE_COUNT"] == sum(path.is_file() for path in again.rglob("*"))


def test_export_of_the_public_version(run, case, tmp_path):
    """The red line is `internal`: its features are left out or generalised; the review itself stays as it is."""
    pytest.importorskip("zoning_review_plugin.outputs.gpkg_result")
    from qgis.core import QgsProcessingException

    run("review", {"CASE": case(), "OUTPUT_FOLDER": str(tmp_path / "out")})
    review = tmp_path / "out" / "review.gpkg"
    asked = {"INPUT": str(review), "FORMATS": ["json"], "PUBLIC": True, "MAPS": True}
    run("exporttables", {**asked, "OUTPUT_FOLDER": str(tmp_path / "shown")})
    assert [path.name for path in (tmp_path / "shown").iterdir()] == ["review.json"]  # no maps
    run("exporttables", {**asked, "PUBLIC": False, "MAPS": False, "OUTPUT_FOLDER": str(tmp_path / "whole")})
    shown, whole = (json.loads((tmp_path / one / "review.json").read_text("utf-8")) for one in ("shown", "whole"))
    runs = [{row["key"] for row in one["run"]} for one in (shown, whole)]
    assert "public" in runs[0] and "public" not in runs[1]
    before = review.read_bytes()
    with pytest.raises(QgsProcessingException, match="another folder"):
        run("exporttables", {**asked, "OUTPUT_FOLDER": str(tmp_path / "out")})
    assert review.read_bytes() == before


def test_export_of_what_is_no_review(run, tmp_path):
    pytest.importorskip("zoning_review_plugin.outputs.gpkg_result")
    from qgis.core import QgsProcessingException

    (tmp_path / "review.gpkg").write_bytes(b"no database")
    with pytest.raises(QgsProcessingException, match="review.gpkg"):
        run("exporttables", {"INPUT": str(tmp_path / "review.gpkg"), "OUTPUT_FOLDER": str(tmp_path / "again")})
    assert not (tmp_path / "again").exists()


def test_a_map_that_cannot_be_exported_is_told_whatever_enums_are(tmp_path):
    from zoning_review_plugin.host.maps.draw import _accept

    class Qt6(enum.Enum):  # a value that is no int, as enums of QGIS are in Qt 6
        FileError = 3

    with pytest.raises(OutputFault, match="FileError") as caught:
        _accept(Qt6.FileError, tmp_path / "map.pdf")
    assert caught.value.code == "output_unwritable"
