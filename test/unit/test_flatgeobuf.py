"""FlatGeobuf files that were cut or changed: what the header declares is held against what is there."""

import struct

import pytest

from zoning_review_plugin.inputs.layers import open_source

from .small_cases import square, write_layer

COUNT = 40


@pytest.fixture(params=["YES", "NO"], ids=["indexed", "plain"])
def whole(request, tmp_path):
    """(path of a sound file of 40 squares, whether it has an index)."""
    rows = [(square(100 * k, 0, 50), f"s{k}", f"name {k}") for k in range(COUNT)]
    path = write_layer(tmp_path / "f.fgb", rows, ["BSM", "NAME"], options=[f"SPATIAL_INDEX={request.param}"])
    return path, request.param == "YES"


def told(path):
    """{code: fault} of a file when it is opened, and how many features it declares and delivers."""
    layer = open_source(str(path), "auto", path.parent)
    count = sum(len(batch) for batch in layer.batches([]))
    return {fault.code: fault for fault in layer.found}, layer.declared_count, count


def places(content, indexed):
    """(end of the header, where the features begin) by hand: 40 boxes, 3 nodes above them, one at the top."""
    end = 12 + struct.unpack_from("<I", content, 8)[0]
    return end, end + (40 * (40 + 3 + 1) if indexed else 0)


def test_a_sound_file_is_silent(whole):
    assert told(whole[0]) == ({}, COUNT, COUNT)


@pytest.mark.parametrize("left", [0.35, 0.6, 0.95, 0.999])
def test_a_file_cut_short_is_told(whole, left):
    path, indexed = whole
    content = path.read_bytes()
    path.write_bytes(content[: int(left * len(content))])
    faults = told(path)[0]
    assert "file_cut_short" in faults and faults["file_cut_short"].severity == "error"
    assert faults["file_cut_short"].params["size"] == int(left * len(content))


def test_whole_features_cut_off_at_the_end_are_told(whole):
    """Each feature that is left is sound: only the count, or the index, tells that one is missing."""
    path, indexed = whole
    content = path.read_bytes()
    at = places(content, indexed)[1]
    for _ in range(COUNT - 1):
        at += 4 + struct.unpack_from("<I", content, at)[0]
    path.write_bytes(content[:at])
    assert set(told(path)[0]) & {"flatgeobuf_damaged", "spatial_index_differs"}


@pytest.mark.parametrize("change", [-1, +1, -20])
def test_another_count_in_the_header_is_told(whole, change):
    path, indexed = whole
    content = bytearray(path.read_bytes())
    at = content.find(struct.pack("<Q", COUNT), 12, places(content, indexed)[0])
    assert at > 0
    content[at : at + 8] = struct.pack("<Q", COUNT + change)
    path.write_bytes(content)
    assert set(told(path)[0]) & {"flatgeobuf_damaged", "spatial_index_differs", "file_cut_short"}


def test_an_index_that_would_hide_features_is_told(tmp_path):
    path = write_layer(tmp_path / "f.fgb", [(square(100 * k, 0, 50), str(k)) for k in range(COUNT)], ["BSM"])
    content = bytearray(path.read_bytes())
    start = places(content, True)[0]
    for node in (1, 2, 5, COUNT + 3):
        changed = bytearray(content)
        changed[start + 40 * node : start + 40 * node + 32] = struct.pack("<4d", 0, 0, 1, 1)
        path.write_bytes(changed)
        faults = told(path)[0]
        assert faults["spatial_index_differs"].severity == "error", node
        changed = bytearray(content)
        changed[start + 40 * node + 32 : start + 40 * node + 40] = struct.pack("<Q", 3)
        path.write_bytes(changed)
        assert "spatial_index_differs" in told(path)[0], node


def test_another_code_of_the_crs_in_the_header_is_told(whole):
    path, indexed = whole
    content = path.read_bytes()
    end = places(content, indexed)[0]
    assert content.count(struct.pack("<i", 32650), 0, end) == 1
    path.write_bytes(content.replace(struct.pack("<i", 32650), struct.pack("<i", 32649), 1))
    assert "srs_definitions_differ" in told(path)[0]


def test_a_damaged_file_answers_for_no_ground(whole, small_case, command):
    path, indexed = whole
    content = path.read_bytes()
    path.write_bytes(content[: int(0.7 * len(content))])
    erl = {"key": "erl", "role": "ecological_red_line", "source": path.name, "coverage": "full"}
    answer = command("check", small_case(constraints=[erl]), "--json")
    assert not answer.object["summary"]["usable"]["erl"]
    (issue,) = [one for one in answer.object["issues"] if one["check_code"] == "file_cut_short"]
    assert issue["message"]
