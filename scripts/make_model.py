"""Write resources/models/: a sample model for the model designer, in en and zh. Needs QGIS.

Usage: make_model.py
"""

import os
import pathlib

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
from qgis.core import (
    QgsApplication,
    QgsProcessing,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterMultipleLayers,
)
from qgis.PyQt.QtCore import QPointF

MODELS = pathlib.Path(__file__).resolve().parents[1] / "resources" / "models"
WORDS = {
    "en": {
        "name": "Review and export",
        "group": "Zoning Review",
        "subjects": "Subjects",
        "constraints": "Constraint layers",
        "coverage": "The constraint layers answer for all ground under review",
        "folder": "Folder of the review",
        "review": "Review against the constraint layers",
        "export": "Write tables in English",
        "subject": "Reviewed subjects",
        "overlap": "Overlaps",
        "tables": "Folder of the tables",
    },
    "zh": {
        "name": "审查并导出",
        "group": "分区管控符合性审查",
        "subjects": "审查对象",
        "constraints": "约束图层",
        "coverage": "约束图层覆盖全部审查范围",
        "folder": "审查结果文件夹",
        "review": "对照约束图层审查",
        "export": "输出中文表格",
        "subject": "审查对象（结果）",
        "overlap": "重叠",
        "tables": "表格文件夹",
    },
}
_OUTPUTS = ("subject", "overlap", "folder", "tables")
_Source = QgsProcessingModelChildParameterSource


def model(language):
    """The sample model in a language: two inputs are reviewed, the result is exported."""
    words = WORDS[language]
    made = QgsProcessingModelAlgorithm(words["name"], words["group"])
    for place, parameter in enumerate(_inputs(words)):
        component = QgsProcessingModelParameter(parameter.name())
        component.setPosition(QPointF(120 + 220 * place, 60))
        made.addModelParameter(parameter, component)
    made.addChildAlgorithm(_review(words))
    made.addChildAlgorithm(_export(words, language))
    return made


def _inputs(words):
    polygons = QgsProcessing.SourceType.TypeVectorAnyGeometry
    return (
        QgsProcessingParameterFeatureSource("subjects", words["subjects"], [polygons]),
        QgsProcessingParameterMultipleLayers("constraints", words["constraints"], polygons),
        QgsProcessingParameterBoolean("coverage", words["coverage"], defaultValue=False),
    )


def _review(words):
    child = _child("zoningreview:review", "review", words["review"], 180)
    asked = {"SUBJECTS": "subjects", "CONSTRAINTS": "constraints", "FULL_COVERAGE": "coverage"}
    for theirs, ours in asked.items():
        child.addParameterSources(theirs, [_Source.fromModelParameter(ours)])
    outputs = {"SUBJECT": "subject", "OVERLAP": "overlap", "OUTPUT_FOLDER": "folder"}
    child.setModelOutputs({ours: _output(theirs, "review", words[ours]) for theirs, ours in outputs.items()})
    return child


def _export(words, language):
    child = _child("zoningreview:exporttables", "export", words["export"], 320)
    child.addParameterSources("INPUT", [_Source.fromChildOutput("review", "OUTPUT_GPKG")])
    child.addParameterSources("FORMATS", [_Source.fromStaticValue(["xlsx", "html", "csv"])])
    child.addParameterSources("LANGUAGE", [_Source.fromStaticValue(language)])
    child.setModelOutputs({"tables": _output("OUTPUT_FOLDER", "export", words["tables"])})
    return child


def _child(algorithm, name, title, y):
    child = QgsProcessingModelChildAlgorithm(algorithm)
    child.setChildId(name)
    child.setDescription(title)
    child.setPosition(QPointF(300, y))
    return child


_HEIGHTS = {words[name]: 120 + 60 * place for words in WORDS.values() for place, name in enumerate(_OUTPUTS)}


def _output(name, child, title):
    output = QgsProcessingModelOutput(title, title)
    output.setChildId(child)
    output.setChildOutputName(name)
    output.setDescription(title)
    output.setPosition(QPointF(620, _HEIGHTS[title]))
    return output


def main():
    """Write both; returns the exit status."""
    application = QgsApplication([], False)
    application.initQgis()
    for language in WORDS:
        path = MODELS / f"review_and_export.{language}.model3"
        if not model(language).toFile(str(path)):
            return 1
        print(path.name, path.stat().st_size)
    application.exitQgis()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
