"""A case as a document that a panel edits: what is written is read back as the same case."""

from pathlib import Path

import pytest

from zoning_review_plugin.inputs.case.case_document import case_of_document, document_of_file, document_text
from zoning_review_plugin.inputs.case.case_file import read_case
from zoning_review_plugin.model.errors import CaseFault

ROOT = Path(__file__).resolve().parents[2]

DEMO = ROOT / "resources" / "samples" / "demo" / "demo.review.yaml"


def same(one, other):
    names = ("title", "subjects", "constraints", "facts", "projects", "plan", "rules", "options", "report", "outputs")
    return all(getattr(one, name) == getattr(other, name) for name in names) and one.date == other.date


def test_the_document_of_a_case_file_is_that_case():
    document = document_of_file(DEMO)
    case = case_of_document(document, DEMO.parent)
    assert same(case, read_case(DEMO)) and case.folder == DEMO.parent and case.path is None


def test_a_document_written_as_a_case_file_is_read_back_the_same(tmp_path):
    document = document_of_file(DEMO)
    document["subjects"][0].setdefault("values", {})["land_use"] = "07"
    document["title"] = "no"
    (tmp_path / "a.review.yaml").write_text(document_text(document), encoding="utf-8")
    found = read_case(tmp_path / "a.review.yaml")
    assert found.subjects[0].values["land_use"] == "07" and found.title == "no"
    assert same(found, case_of_document(document, tmp_path))


def test_what_is_empty_is_left_out_and_what_is_wrong_is_named():
    document = {
        "title": "",
        "subjects": [{"source": "a.gpkg", "fields": {}}],
        "constraints": [{"key": "erl", "role": "ecological_red_line", "source": "b.gpkg", "transform": None}],
    }
    assert "title" not in document_text(document) and "fields" not in document_text(document)
    case = case_of_document(document, ".")
    assert case.title == "" and case.constraints[0].transform is None
    document["constraints"].append({"key": "erl", "role": "park", "source": "c.gpkg"})
    with pytest.raises(CaseFault) as caught:
        case_of_document(document, ".")
    assert caught.value.code == "value_twice" and caught.value.place.key == "constraints[2].key"
    with pytest.raises(CaseFault) as caught:
        case_of_document({"constraints": document["constraints"][:1]}, ".")
    assert caught.value.code == "missing_key" and caught.value.place.key == "subjects"
