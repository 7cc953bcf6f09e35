"""Every bad file through the headless command, under review and as a constraint: an answer in time, never a crash."""

import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest

from zoning_review_plugin.inputs.ogr.ogr_layer import layer_names

from .small_cases import square, write_layer

SUFFIXES = {".gpkg", ".shp", ".fgb", ".geojson", ".gdb", ".kml", ".dxf", ".tab", ".gml", ".csv", ".dbf", ".zip", ".wkt"}
SUFFIXES |= {".txt", ".json", ".badquote", ".xsd", ".gfs", ".cpg"}
LIMIT_S = 20


def bad_files(reference):
    """The files that a user might name as a source; of a shapefile only its `.shp`, of a folder the folder."""
    found = []
    for path in sorted((reference / "bad-inputs").rglob("*")):
        inside = any(parent.suffix == ".gdb" for parent in path.parents)
        part = path.suffix == ".dbf" and path.with_suffix(".shp").exists()
        if path.suffix.lower() in SUFFIXES and not (inside or part or "malformed-rules" in path.parts):
            found.append(path)
    return found


@contextmanager
def at_most(seconds, what):
    """Break off, with a name, what runs too long in this process."""

    def ring(*_):
        raise TimeoutError(f"{what}: more than {seconds} s")

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def calls(small_case, command, reference, subject):
    """(name of the source, answer, seconds) of one review a layer, with the bad layer as subject or as constraint."""
    for path in bad_files(reference):
        names = layer_names(str(path)) or [None]
        for name in names[:4]:
            source = f"{path}|layername={name}" if len(names) > 1 else str(path)
            if subject:
                case = small_case(subjects=[{"source": source}])
            else:
                case = small_case(constraints=[{"key": "bad", "role": "custom", "source": source, "coverage": "full"}])
            start = time.monotonic()
            with at_most(LIMIT_S, source):
                answer = command("review", case, "--json", "--workers", "1")
            yield f"{path.name} {name}", answer, time.monotonic() - start


def complaints(what, answer, seconds):
    """What is wrong with an answer as such."""
    found = []
    if answer.status not in (0, 1, 2):
        found.append(f"status {answer.status}")
    if "Traceback" in answer.err + answer.out or "ERROR " in answer.err:
        found.append(f"raw text on standard error: {answer.err[:200]}")
    if seconds > LIMIT_S:
        found.append(f"{seconds:.0f} s")
    error = answer.object["error"]
    if (answer.status == 0) != (error is None):
        found.append(f"status {answer.status} with error {error}")
    if error:
        if error["code"] == "internal":
            found.append(error["message"])
        if len(answer.lines) != 1 or not answer.lines[0].strip():
            found.append(f"{len(answer.lines)} lines on standard error")
        if not error["action"]:
            found.append(f"no cure for {error['code']}")
    return [f"{what}: {text}" for text in found]


def test_as_subjects(reference, small_case, command):
    wrong, done = [], 0
    for what, answer, seconds in calls(small_case, command, reference, subject=True):
        wrong += complaints(what, answer, seconds)
        done += answer.status == 0
    assert not wrong, "\n".join(wrong)
    assert done > 15


def test_as_constraints(reference, small_case, command, tmp_path):
    wrong, statuses = [], set()
    for what, answer, seconds in calls(small_case, command, reference, subject=False):
        wrong += complaints(what, answer, seconds)
        if answer.status != 0:
            wrong.append(f"{what}: status {answer.status}")
            continue
        counts = {status: number for status, number in answer.object["summary"]["by_status"].items() if number}
        statuses |= set(counts)
        if "no_data" in counts and answer.object["summary"]["issues"] == 0:
            wrong.append(f"{what}: no data and no issue")
        if "no_data" in counts and not answer.lines:
            wrong.append(f"{what}: no data and no line on standard error")
        if len(answer.lines) > 10:
            wrong.append(f"{what}: {len(answer.lines)} lines on standard error")
    assert not wrong, "\n".join(wrong)
    assert {"no_data", "not_involved"} <= statuses


AT_ONCE = 30


def every_file(reference):
    """Every single file under bad-inputs, whatever it is: also parts of others, rules, and pages about them."""
    return [path for path in sorted((reference / "bad-inputs").rglob("*")) if path.is_file()]


@pytest.mark.parametrize("call", ["check", "review"])
def test_every_file_as_a_layer(reference, small_case, command, call):
    """Some at once in one case: each gives a layer that can be used or an issue that says why not."""
    paths, wrong, unusable = every_file(reference), [], 0
    several = [path for path in paths if len(layer_names(str(path))) > 1]
    paths = [path for path in paths if path not in several]
    assert len(paths) > 550
    for start in range(0, len(paths), AT_ONCE):
        some = {f"k{k}": path for k, path in enumerate(paths[start : start + AT_ONCE])}
        layers = [{"key": k, "role": "custom", "source": str(path), "coverage": "full"} for k, path in some.items()]
        with at_most(LIMIT_S * 5, some):
            answer = command(call, small_case(constraints=layers, options={"search_distance_m": 0}), "--json")
        assert answer.status == 0 and "Traceback" not in answer.err + answer.out, (some, answer.err[-1000:])
        if call == "check":
            said = {issue["layer"] for issue in answer.object["issues"] if issue["severity"] == "error"}
            bad = {key for key, usable in answer.object["summary"]["usable"].items() if not usable}
            wrong += [some[key].name for key in bad - said]
            unusable += len(bad)
        else:
            assert sum(answer.object["summary"]["by_status"].values()) == 2 * len(some)
    assert wrong == [] and (call == "review" or unusable > 450)


def test_every_file_is_in_the_table_of_the_docs(reference, root):
    """The page is made by scripts/bad_inputs_table.py from real runs; a file that is new there is missing here."""
    from scripts.bad_inputs_table import bad_files

    folder = reference / "bad-inputs"
    for name in ("bad-inputs.md", "bad-inputs.zh.md"):
        page = (root / "docs" / name).read_text(encoding="utf-8")
        assert [path for path in bad_files(folder) if f"`{path.relative_to(folder)}`" not in page] == []
        assert "`file_missing`" not in page  # else the page was made where the files are not


GATE_SAYS = {
    "broken-files/derived-fr41175/shp_truncated.shp": {"file_cut_short", "shx_differs"},
    "broken-files/derived-fr41175/shx_missing.shp": {"shx_missing"},
    "broken-files/derived-fr41175/prj_missing.shp": {"crs_missing"},
    "broken-files/derived-fr41175/geojson_truncated.geojson": {"cannot_open"},
    "broken-files/corrupt_too_long.shp": {"crs_missing", "file_too_long"},
    "broken-files/empty_spatial_layer.shp": {"layer_empty"},
    "types-and-dimensions/multipatch.shp": {"crs_missing", "dbf_missing"},
}


def test_what_is_said_of_the_broken_files(reference, small_case, command):
    keys = {f"k{k}": name for k, name in enumerate(GATE_SAYS)}
    layers = [
        {"key": key, "role": "custom", "source": str(reference / "bad-inputs" / name), "coverage": "full"}
        for key, name in keys.items()
    ]
    answer = command("check", small_case(constraints=layers), "--json")
    for key, name in keys.items():
        said = {issue["check_code"] for issue in answer.object["issues"] if issue["layer"] == key}
        assert GATE_SAYS[name] <= said and not answer.object["summary"]["usable"][key], (name, said)


def fresh(environment, *arguments, seconds=300):
    """A call in a process of its own, which can be ended where GDAL never comes back; other programs may slow it."""
    words = [sys.executable, "-m", "zoning_review_plugin", *map(str, arguments)]
    return subprocess.run(words, capture_output=True, encoding="utf-8", timeout=seconds, check=False, **environment)


@pytest.mark.parametrize("at", [0.1, 0.2, 0.4, 0.6, 0.8])
def test_a_database_with_a_page_overwritten(reference, small_case, environment, tmp_path, at):
    content = bytearray((reference / "bad-inputs" / "broken-files" / "derived-fr41175" / "ok.gpkg").read_bytes())
    page = int(at * len(content) / 4096) * 4096
    content[page : page + 4096] = b"\xff" * 4096
    (tmp_path / "page.gpkg").write_bytes(content)
    case = small_case(constraints=[{"key": "bad", "role": "custom", "source": "page.gpkg", "coverage": "full"}])
    found = fresh(environment, "check", case, "--json")
    assert found.returncode == 0 and "ERROR" not in found.stderr


def test_an_empty_layer_of_every_format(small_case, command, tmp_path):
    for suffix in (".gpkg", ".shp", ".geojson", ".fgb"):
        write_layer(tmp_path / f"none{suffix}", [], ["BSM"])
        constraint = {"key": "none", "role": "custom", "source": f"none{suffix}", "coverage": "full"}
        answer = command("review", small_case(constraints=[constraint]), "--json")
        assert answer.status == 0 and answer.object["summary"]["by_status"]["no_data"] == 2, suffix
        answer = command("review", small_case(subjects=[{"source": f"none{suffix}"}]), "--json")
        assert (answer.status, answer.object["error"]["code"]) == (1, "subjects_empty"), suffix


@pytest.mark.parametrize("wkt", ["POINT(400010 4000010)", "LINESTRING(400010 4000010,400090 4000010)", None])
@pytest.mark.parametrize("far", [0, 500_000])
def test_subjects_of_every_kind_near_and_far(small_case, command, tmp_path, wkt, far):
    shape = wkt and wkt.replace("400010 ", f"{400010 + far} ").replace("400090 ", f"{400090 + far} ")
    write_layer(tmp_path / "s.gpkg", [(shape,), (square(0, 0, 10),)])
    answer = command("review", small_case(subjects=[{"source": "s.gpkg"}]), "--json")
    assert answer.status == 0 and answer.object["summary"]["subjects"] == 2, answer.err


def test_a_filter_that_does_not_work_is_a_wrong_case(small_case, command):
    for side in ("subject", "constraint"):
        source = {"source": 'parcels.gpkg|subset="NOSUCH" = 1'}
        erl = [{"key": "k", "role": "custom", **source}]
        case = small_case(subjects=[source]) if side == "subject" else small_case(constraints=erl)
        answer = command("review", case, "--json")
        assert answer.status == 2 and len(answer.lines) == 1, side


@pytest.mark.parametrize("degrees", [False, True])
def test_coordinates_that_are_nowhere_on_earth_are_no_answer(small_case, command, tmp_path, degrees):
    """Metres in a layer that says degrees, and squares a light year away: no data, never "not involved"."""
    far = 0 if degrees else 1e15
    write_layer(tmp_path / "far.gpkg", [(square(far, far, 100), "r1")], ["BSM"], crs=4490 if degrees else 32650)
    bad = {"role": "ecological_red_line", "source": "far.gpkg", "coverage": "full"}
    answer = command("review", small_case(constraints=[{"key": "bad", **bad}]), "--json")
    assert answer.status == 0 and answer.object["summary"]["by_status"]["no_data"] == 2, answer.err
    assert "nowhere on Earth" in answer.err
    write_layer(tmp_path / "s.gpkg", [(square(0, 0, 100), "a"), (square(1e15, 0, 100), "b")], ["BSM"])
    answer = command("review", small_case(subjects=[{"source": "s.gpkg"}]), "--json")
    assert answer.status == 0 and answer.object["summary"]["subjects"] == 2, answer.err


def test_a_constant_beside_a_field_is_used_and_told(small_case, command):
    subjects = [{"source": "parcels.gpkg", "fields": {"id": "DKBH", "name": "DKMC"}, "values": {"name": "one"}}]
    answer = command("check", small_case(subjects=subjects), "--json")
    assert answer.status == 0
    assert "constant_over_field" in [issue["check_code"] for issue in answer.object["issues"]]
