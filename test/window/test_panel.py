"""A first review in the panel of a real QGIS window, in a fresh profile, by what a user can click and type.

Run under Xvfb. With ZONING_REVIEW_PICTURES set, a picture of each step is kept in that folder.
"""

import csv
import io

import pytest

from .windows import seen_in_qgis

RUNS = [("en", "default"), ("zh-Hans", "default"), ("zh-Hans", "Night Mapping")]


@pytest.fixture(scope="module", params=RUNS, ids=[" ".join(one) for one in RUNS])
def seen(request, plugin_zip, tmp_path_factory):
    """(language, what the script saw in QGIS, folder with its pictures)."""
    folder = tmp_path_factory.mktemp("panel")
    language, theme = request.param
    return language, seen_in_qgis(plugin_zip, folder, language, "panel_in_qgis.py", theme), folder


def test_nothing_went_wrong(seen):
    assert "error" not in seen[1], seen[1].get("error")


def test_the_sample_opens_with_its_layers_and_steps_say_how_far_they_are(seen):
    assert seen[1]["layers"] >= 8
    assert all(text.strip()[0].isdigit() for text in seen[1]["steps"])
    if seen[0] == "zh-Hans":
        assert all(any("一" <= character <= "鿿" for character in text) for text in seen[1]["steps"])


def test_the_review_is_done_and_a_conflict_is_zoomed_to_with_its_evidence(seen):
    assert seen[1]["counts"] > 1000
    assert seen[1]["zoomed"] < 0.05
    assert len(seen[1]["card"]) > 60
    assert seen[1]["by_key"] > 0


def test_a_search_and_a_selection_on_the_map_show_that_subject_alone(seen):
    assert seen[1]["searched"] and set(seen[1]["searched"]) == {"E-020"}
    assert seen[1]["selected"] == ["E-020"]


def test_the_copied_table_has_every_finding(seen):
    text, html = seen[1]["clipboard"]
    rows = list(csv.reader(io.StringIO(text), delimiter="\t"))
    assert len(rows) == seen[1]["counts"] + 1 and len({len(row) for row in rows}) == 1
    assert html.startswith("<table")


def test_outputs_are_written_again(seen):
    assert seen[1]["exported"] and (seen[2] / "results" / "review.docx").is_file()


def test_the_tab_key_goes_through_the_results(seen):
    order = seen[1]["tab_order"]
    assert order[0] == "group_by" and order[-1] == "findings"
    named = [name for name in order if name in ("search_findings", "previous_conflict", "next_conflict", "copy_table")]
    assert named == ["search_findings", "previous_conflict", "next_conflict", "copy_table"]
