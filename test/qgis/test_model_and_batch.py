"""The algorithms inside a model, and what the model designer and the batch dialog see of them."""

import pathlib

import pytest
from qgis.core import (
    QgsProcessingContext,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingParameterFeatureSource,
    QgsProcessingUtils,
)
from qgis.PyQt.QtCore import QUrl

from .every_algorithm import ANSWERS, question
from .layers import memory, square

DECLARED = {
    "overlap": {"OUTPUT", "SUBJECT_COUNT", "OVERLAP_COUNT"},
    "review": {"SUBJECT", "OVERLAP", "EXPOSURE", "FINDING", "ISSUE", "SUBJECT_COUNT", "OVERLAP_COUNT", "HARD_BREACHES",
               "OPEN_ITEMS", "OUTPUT_FOLDER", "OUTPUT_GPKG", "OUTPUT_XLSX",
                   "OUTPUT_DOCX", "OUTPUT_HTML"},
    "conformity": {"FINDING", "CONCLUSION", "SUBJECT", "OVERLAP", "ISSUE", "SUBJECT_COUNT", "OVERLAP_COUNT",
                   "HARD_BREACHES", "OPEN_ITEMS", "OUTPUT_FOLDER", "OUTPUT_GPKG", "OUTPUT_XLSX", "OUTPUT_DOCX",
                   "OUTPUT_HTML"},
    "checkinputs": {"ISSUE", "OUTPUT_FOLDER", "SUBJECT_COUNT", "ISSUE_COUNT", "UNUSABLE_LAYERS"},
    "unitcards": {"OUTPUT_FOLDER", "WORKBOOK", "PAGE", "UNIT_COUNT", "CLAUSE_COUNT"},
    "where": {"UNIT", "GROUND", "OUTPUT_FOLDER", "UNIT_COUNT", "ADMITTED_HM2", "SHUT_OUT_HM2", "UNKNOWN_HM2"},
    "prejudge": {"OUTPUT", "HTML", "HEADLINE", "OVERLAP_COUNT", "HARD_BREACHES", "OPEN_ITEMS"},
    "lintrules": {"REMARKS", "REMARK_COUNT"},
}  # fmt: skip


@pytest.mark.parametrize("name", DECLARED)
def test_all_outputs_are_declared(provider, name):
    algorithm = provider.algorithm(name)
    assert {output.name() for output in algorithm.outputDefinitions()} == DECLARED[name]
    assert algorithm.shortHelpString() and algorithm.displayName() and algorithm.svgIconPath()
    assert algorithm.canExecute()[0]


def test_overlap_inside_a_model(provider, qgis_processing):
    model = QgsProcessingModelAlgorithm("overlap then filter", "test")
    for name in ("a", "b"):
        model.addModelParameter(QgsProcessingParameterFeatureSource(name), QgsProcessingModelParameter(name))
    child = QgsProcessingModelChildAlgorithm("zoningreview:overlap")
    child.setChildId("overlap")
    child.addParameterSources("INPUT", [QgsProcessingModelChildParameterSource.fromModelParameter("a")])
    child.addParameterSources("OVERLAY", [QgsProcessingModelChildParameterSource.fromModelParameter("b")])
    model.addChildAlgorithm(child)
    keep = QgsProcessingModelChildAlgorithm("native:extractbyexpression")
    keep.setChildId("keep")
    keep.addParameterSources("INPUT", [QgsProcessingModelChildParameterSource.fromChildOutput("overlap", "OUTPUT")])
    keep.addParameterSources("EXPRESSION", [QgsProcessingModelChildParameterSource.fromStaticValue('"area_m2" > 1000')])
    output = QgsProcessingModelOutput("result")
    output.setChildId("keep")
    output.setChildOutputName("OUTPUT")
    keep.setModelOutputs({"result": output})
    model.addChildAlgorithm(keep)
    context, feedback = QgsProcessingContext(), None
    from qgis.core import QgsProcessingFeedback

    feedback = QgsProcessingFeedback(False)
    inputs = {"a": memory("Polygon", [square(500000, 3400000)]),
              "b": memory("Polygon", [square(500000, 3400000, 50), square(500060, 3400000, 10)])}  # fmt: skip
    found, ok = model.run({**inputs, "keep:result": "memory:"}, context, feedback)
    assert ok
    layer = QgsProcessingUtils.mapLayerFromString(found["keep:result"], context)
    assert [round(feature["area_m2"]) for feature in layer.getFeatures()] == [pytest.approx(2500, abs=3)]


@pytest.mark.parametrize("name", ANSWERS)
def test_every_algorithm_inside_a_model(provider, run, tmp_path, name):
    """As a step of a model, whose outputs the next steps can take."""
    from qgis.core import QgsProcessingFeedback

    if name == "exporttables":
        run("review", question("review", tmp_path)[0])
    asked, made = question(name, tmp_path)
    model = QgsProcessingModelAlgorithm("one step", "test")
    child = QgsProcessingModelChildAlgorithm(f"zoningreview:{name}")
    child.setChildId("step")
    # The designer's dialog fills in what has a default.
    defaults = {one.name(): one.defaultValue() for one in child.algorithm().parameterDefinitions()}
    for key, value in {**defaults, **asked}.items():
        if value is not None:
            child.addParameterSources(key, [QgsProcessingModelChildParameterSource.fromStaticValue(value)])
    model.addChildAlgorithm(child)
    assert model.validate() == (True, [])
    outputs = model.availableSourcesForChild("step") is not None and child.algorithm().outputDefinitions()
    assert {output.name() for output in outputs} >= set(ANSWERS[name])
    found, ok = model.run({}, QgsProcessingContext(), QgsProcessingFeedback(False))
    assert ok
    assert {key: found["CHILD_RESULTS"]["step"][key] for key in ANSWERS[name]} == pytest.approx(ANSWERS[name])
    assert pathlib.Path(made).exists()


def test_batch_rows_have_results_of_their_own(provider, run, tmp_path):
    """What the batch dialog does: the same algorithm again and again with other parameters."""
    red = memory("Polygon", [square(500050, 3400000, 50)], name="STBHHX")
    for number, x in enumerate((500000, 500200)):
        parcels = memory("Polygon", [square(x, 3400000)], name=f"plan{number}")
        run("review", {"SUBJECTS": parcels, "CONSTRAINTS": [red], "OUTPUT_FOLDER": str(tmp_path / str(number))})
    assert sorted(path.parent.name for path in tmp_path.glob("*/review.gpkg")) == ["0", "1"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_sample_model_reviews_and_exports(provider, qgis_processing, log, root, tmp_path, language):
    import processing
    from qgis.core import QgsProject

    model = QgsProcessingModelAlgorithm()
    assert model.fromFile(str(root / "resources" / "models" / f"review_and_export.{language}.model3"))
    assert model.canExecute()[0]
    red = memory("Polygon", [square(500050, 3400000, 50)], name="STBHHX")
    plan = memory("Polygon", [square(500000, 3400000), square(500200, 3400000)], name="plan")
    QgsProject.instance().addMapLayers([red, plan])
    names = {output.name() for output in model.outputDefinitions()}
    sinks = {
        one.name(): QgsProcessingUtils.generateTempFilename("x.gpkg") if "folder" not in one.type().lower() else None
        for one in model.destinationParameterDefinitions()
    }
    sinks = {name: value or str(tmp_path / name.split(":")[0]) for name, value in sinks.items()}
    inputs = {"subjects": plan, "constraints": [red], "coverage": True, **sinks}
    found = processing.run(model, inputs, feedback=log)
    QgsProject.instance().removeMapLayers([red.id(), plan.id()])
    assert names <= set(found)
    written = sorted(path.name for path in tmp_path.rglob("*") if path.is_file())
    assert {"review.gpkg", "review.xlsx", "review.html"} <= set(written)
    pages = [path.read_text(encoding="utf-8") for path in tmp_path.rglob("review.html")]
    assert any(("生态保护红线" in page) == (language == "zh") for page in pages)


def test_every_algorithm_is_whole(provider):
    """Help, its page, icon, group, declared outputs, and a default or "optional" for all but what must be chosen."""
    from qgis.core import QgsProcessingParameterDefinition

    optional = QgsProcessingParameterDefinition.Flag.FlagOptional
    seen = []
    for algorithm in provider.algorithms():
        name = algorithm.name()
        seen.append(name)
        assert len(algorithm.shortHelpString()) > 100 and len(algorithm.shortDescription()) > 20, name
        path = QUrl(algorithm.helpUrl()).toLocalFile()
        assert path.endswith(".html") and "index" not in path and pathlib.Path(path).is_file(), name
        assert not algorithm.icon().isNull() and pathlib.Path(algorithm.svgIconPath()).is_file(), name
        assert algorithm.group() and algorithm.groupId() and algorithm.displayName()[0].isupper(), name
        assert algorithm.outputDefinitions(), name
        assert len({one.description() for one in algorithm.outputDefinitions()}) == len(algorithm.outputDefinitions())
        for parameter in algorithm.parameterDefinitions():
            assert parameter.description() and parameter.name().isupper(), (name, parameter.name())
            chosen = parameter.isDestination() or parameter.type() in CHOSEN
            assert chosen or parameter.flags() & optional or parameter.defaultValue() is not None, parameter.name()
        assert algorithm.flags() & algorithm.Flag.FlagSupportsBatch, name
    assert len(seen) == len(set(seen)) >= 10


# Kinds of parameters that only the user can fill.
CHOSEN = ("source", "vector", "file", "multilayer", "folder", "string")
