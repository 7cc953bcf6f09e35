"""The drawing of a job by QGIS layouts: maps/<key>.pdf and maps/<key>_<page>.png, each checked after it is written.

`python -m …host.maps.draw JOB_FOLDER OUTPUT_FOLDER` draws in a process of its own; it prints a line of JSON for each
map that is done, and at the end, or where it fails, one with the outcome.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from ...model.errors import OutputFault, Place, ReviewFault
from .scene import SCENE, job_of

PNG_DPI, PDF_DPI = 180, 200
FOLDER = "maps"


def draw(folder, target, step=None):
    """Draw the job in `folder` into the folder `target`, which exists. Returns the names of the files.

    Call it on the main thread of a process with a QGIS application. step: called with (done, all) maps.
    Raises OutputFault where a picture cannot be written, is blank, or has no font for its texts.
    """
    from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsProjectMetadata

    from .fonts import chinese_family, is_chinese
    from .layers import LayerMaker
    from .page import PageDrawer

    text = (Path(folder) / SCENE).read_text(encoding="utf-8")
    job = job_of(json.loads(text))
    family = chinese_family()
    if family is None and is_chinese(text):
        raise OutputFault("map_font_missing", Place(file=str(target)))
    project = QgsProject()
    try:
        project.setCrs(QgsCoordinateReferenceSystem.fromWkt(job.crs))
        about = QgsProjectMetadata()  # else the name of the user at this machine
        about.setTitle(job.title)
        project.setMetadata(about)
        drawer = PageDrawer(
            job, family or "sans-serif", LayerMaker(folder, job.styles, family or "sans-serif", project)
        )
        names = []
        for number, sheets in enumerate(job.maps):
            names += _draw_map(project, drawer, job, sheets, Path(target))
            if step:
                step(number + 1, len(job.maps))
        return names
    finally:
        project.clear()


def _draw_map(project, drawer, job, sheets, target):
    from qgis.core import QgsLayoutItemPage, QgsLayoutSize, QgsPrintLayout, QgsUnitTypes

    from .proofs import prove_pdf, prove_picture

    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    layout.setName(sheets.title)
    pages = layout.pageCollection()
    size = QgsLayoutSize(sheets.sheet["width"], sheets.sheet["height"], QgsUnitTypes.LayoutUnit.LayoutMillimeters)
    pages.page(0).setPageSize(size)
    for _ in sheets.pages[1:]:
        page = QgsLayoutItemPage(layout)
        page.setPageSize(size)
        pages.addPage(page)
    for number, page in enumerate(sheets.pages):
        drawer.draw(layout, number, page, sheets.sheet, len(sheets.pages))
    pdf = target / f"{sheets.key}.pdf"
    _export_pdf(layout, pdf, job, sheets)
    prove_pdf(pdf, len(sheets.pages))
    names = [pdf.name]
    for number, page in enumerate(sheets.pages):
        path = target / (f"{sheets.key}.png" if len(sheets.pages) == 1 else f"{sheets.key}_{number + 1:02d}.png")
        _export_png(layout, path, number)
        prove_picture(path, page, sheets.sheet)
        names.append(path.name)
    return names


def _export_pdf(layout, path, job, sheets):
    from qgis.core import Qgis, QgsLayoutExporter

    settings = QgsLayoutExporter.PdfExportSettings()
    settings.dpi = PDF_DPI
    settings.textRenderFormat = Qgis.TextRenderFormat.AlwaysOutlines  # Qt embeds a Chinese font whole: 8 MB each
    settings.appendGeoreference = len(sheets.pages) == 1
    _accept(QgsLayoutExporter(layout).exportToPdf(str(path), settings), path)


def _export_png(layout, path, number):
    from qgis.core import QgsLayoutExporter

    picture = QgsLayoutExporter(layout).renderPageToImage(number, dpi=PNG_DPI)
    if not picture.save(str(path), "PNG"):
        raise OutputFault("output_unwritable", Place(file=str(path)), problem="PNG")


def _accept(outcome, path):
    from qgis.core import QgsLayoutExporter

    if outcome != QgsLayoutExporter.ExportResult.Success:
        raise OutputFault("output_unwritable", Place(file=str(path)), problem=f"QgsLayoutExporter: {outcome}")


def main(arguments):
    """Draw in this process, which has no QGIS yet; returns the exit status."""
    folder, target = arguments[:2]
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from qgis.core import QgsApplication

    if len(arguments) > 2:
        QgsApplication.setPrefixPath(arguments[2], True)
    application = QgsApplication([], True)
    application.initQgis()
    try:
        names = draw(folder, target, lambda done, every: _say(done=done, every=every))
    except ReviewFault as fault:
        _say(fault=fault.code, file=fault.place.file, params=fault.params)
        return 1
    _say(names=names)
    sys.stdout.flush()
    os._exit(0)  # QGIS is left as it is: taking it down offscreen crashes some versions after all is done


def _say(**message):
    print(json.dumps(message, ensure_ascii=True, default=str), flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
