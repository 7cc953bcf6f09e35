"""All outputs again from review.gpkg: the same as those of the review, and as the public may see them."""

import csv
import json
import re
import sqlite3
import zipfile
from contextlib import closing

import jsonschema
import pytest

from zoning_review_plugin.model.columns import TABLES
from zoning_review_plugin.model.errors import OutputFault
from zoning_review_plugin.outputs import csv_files, gpkg, json_file
from zoning_review_plugin.outputs.writing import write_outputs

from .small_cases import square, tree, write_layer
from .small_packs import document
from .small_reviews import Against, box, layer, reviewed

FORMATS = ["gpkg", "xlsx", "html", "csv", "json"]
TIMES = ("started", "duration_s")


@pytest.fixture
def review(small_case, command, tmp_path):
    """A function → the output folder of a judged review with splitting layers and odd names, in all formats."""

    def make(out="out", **more):
        rule = {"id": "R", "test": {"overlap": {"role": "ecological_red_line"}}}
        pack = document(rule, jurisdiction=None)
        (tmp_path / "city.json").write_text(json.dumps(pack, ensure_ascii=False), encoding="utf-8")
        write_layer(
            tmp_path / "towns.gpkg", [(square(0, -50, 60), "990101"), (square(60, -50, 900), "990102")], ["XZQDM"]
        )
        erl = {"key": "erl", "role": "ecological_red_line", "source": "line.gpkg", "coverage": "full"}
        admin = {"key": "admin", "role": "admin_area", "source": "towns.gpkg", "secrecy": "public"}
        more = {"constraints": [erl, admin], "options": {"split_by": ["admin"]}, "rules": ["city.json"], **more}
        case = small_case(outputs=FORMATS, **more)
        (tmp_path / "parcels.gpkg").unlink()
        rows = [(square(0, 0, 100), "a", "=1+1\n\u202e乡"), (square(1000, 0, 100), "b", '"\U0001f600,')]
        write_layer(tmp_path / "parcels.gpkg", rows, ["DKBH", "DKMC"])
        assert command("review", case, "--output", tmp_path / out).status == 0
        return tmp_path / out

    return make


def contents(folder):
    """{name: what a reader finds there}: text, members of the workbook, tables of the GeoPackage; no times of files."""
    found = {}
    for name, content in tree(folder).items():
        if name.endswith(".xlsx"):
            with zipfile.ZipFile(folder / name) as archive:
                members = {f"{name}/{one}": archive.read(one) for one in archive.namelist()}
            del members[f"{name}/docProps/core.xml"]  # says when the file was made
            found.update(members)
        elif name.endswith(".gpkg"):
            found.update({f"{name}/{table}": rows for table, rows in tables_of(folder / name).items()})
        else:
            found[name] = content
    return found


def tables_of(path):
    """{table: rows} of a GeoPackage, columns that hold times aside."""
    with closing(sqlite3.connect(path)) as database:
        names = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")]
        found = {}
        for name in names:
            cursor = database.execute(f'SELECT * FROM "{name}" ORDER BY 1, 2')
            timed = ("last_change", "update_time", *(("metadata",) if name == "qgis_projects" else ()))
            kept = [k for k, column in enumerate(cursor.description) if column[0] not in timed]
            found[name] = [tuple(row[k] for k in kept) for row in cursor]
    return found


def timeless(folder):
    """The contents with the times that the run itself states put alike."""
    with open(folder / "csv" / "run.csv", encoding="utf-8-sig", newline="") as stream:
        run = dict(csv.reader(stream))
    found = contents(folder)
    for name, content in found.items():
        for key in TIMES:
            if isinstance(content, bytes):
                content = content.replace(run[key].encode(), key.encode())
        found[name] = content
    found["review.gpkg/run"] = [row for row in found["review.gpkg/run"] if row[1] not in (*TIMES, "record.sha256.run")]
    return found


def assert_alike(one, other):
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []


def test_the_same_run_twice_gives_the_same_content(review, command, tmp_path):
    one, two = review("one"), tmp_path / "two"
    assert command("review", tmp_path / "small.review.yaml", "--output", two).status == 0
    assert_alike(timeless(one), timeless(two))


def test_an_export_is_what_the_review_wrote(review, command, tmp_path):
    folder = review()
    answer = command("export", folder / "review.gpkg", "--output", tmp_path / "again", "--json")
    assert answer.status == 0, answer.err
    assert set(answer.object["outputs"]) == set(FORMATS)
    assert answer.object["summary"]["subjects"] == 2
    one, other = contents(folder), contents(tmp_path / "again")
    assert_alike(one, other)
    assert len(one) > 25


def test_an_export_needs_no_input_and_writes_beside_the_review(review, command, tmp_path):
    folder = review()
    for name in ("parcels.gpkg", "line.gpkg", "towns.gpkg", "city.json", "small.review.yaml"):
        (tmp_path / name).unlink()
    before = contents(folder)
    geopackage = (folder / "review.gpkg").read_bytes()
    for name in ("review.html", "review.json"):
        (folder / name).unlink()
    assert command("export", folder / "review.gpkg").status == 0
    assert_alike(contents(folder), before)
    assert (folder / "review.gpkg").read_bytes() == geopackage  # it is not written over itself unasked


def test_formats_and_language_are_as_asked(review, command, tmp_path):
    folder = review()
    out = tmp_path / "again"
    assert (
        command("export", folder / "review.gpkg", "--format", "html", "--output", out, "--language", "zh").status == 0
    )
    assert set(tree(out)) == {"review.html"}
    assert 'lang="zh' in (out / "review.html").read_text(encoding="utf-8")
    answer = command("export", folder / "review.gpkg", "--format", "pdf", "--json")
    assert (answer.status, answer.object["error"]["code"]) == (2, "format_unknown")


@pytest.mark.parametrize(
    "name, code, status", [("nowhere.gpkg", "result_missing", 2), ("parcels.gpkg", "result_not_one", 1)]
)
def test_what_is_no_review_is_one_clear_line(small_case, command, tmp_path, name, code, status):
    small_case()
    answer = command("export", tmp_path / name, "--json", "--output", tmp_path / "again")
    assert (answer.status, answer.object["error"]["code"]) == (status, code)
    assert "Traceback" not in answer.err and not (tmp_path / "again").exists()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("call", ["export", "package", "verify"])
def test_help_in_both_languages(command, call, language):
    told = command(call, "--help", "--language", language).out
    assert bool(re.search("[\u3400-\u9fff]", told)) == (language == "zh") and f"zoning_review {call}" in told


# review.json and its schema


@pytest.fixture
def schema(root):
    return json.loads((root / "resources" / "schemas" / "result.schema.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def kept():
    """What is made once for all tests of this page."""
    return {}


@pytest.fixture
def written(review, kept):
    """What review.json holds, each time a fresh copy of the same."""
    if "json" not in kept:
        kept["json"] = (review() / "review.json").read_text(encoding="utf-8")
    return json.loads(kept["json"])


def test_review_json_keeps_its_schema(written, schema):
    jsonschema.Draft7Validator.check_schema(schema)
    jsonschema.Draft7Validator(schema).validate(written)
    assert [len(written[table]) for table in ("subject", "piece", "finding")] == [
        2,
        4,
        2,
    ]


@pytest.mark.parametrize(
    "path, value",
    [
        (("subject", 0, "verdict"), "fine"),
        (("subject", 0, "area_m2"), -1),
        (("subject", 0, "area_m2"), "5"),
        (("overlap", 0, "relation"), "meets"),
        (("exposure", 0, "status"), None),
        (("overlap", 0, "sliver"), 1),
        (("schema",), "zoning-review/result/2"),
    ],
)
def test_the_schema_sees_what_is_wrong(written, schema, path, value):
    *above, last = path
    inner = written
    for key in above:
        inner = inner[key]
    inner[last] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft7Validator(schema).validate(written)


def test_the_schema_names_every_column(schema):
    for table, columns in TABLES.items():
        named = [column.name for column in columns if column.name != "geom"]
        assert list(schema["properties"][table]["items"]["properties"]) == named, table


# Read back before it counts


def small_result():
    return reviewed([box(0, 0, 100, 100)], erl=Against(layer(box(50, 0, 150, 100))))


def shorter(frame):
    return list(zip(*(frame[name].tolist() for name in frame.columns)))[:-1]


def no_rows(*_):
    return None


LOSES = {
    "csv": (csv_files, "plain_rows", shorter),
    "json": (json_file, "plain_rows", shorter),
    "gpkg": (gpkg, "_insert", no_rows),
}


@pytest.mark.parametrize("kind", LOSES)
def test_an_output_that_lost_rows_is_not_kept(tmp_path, monkeypatch, kind):
    write_outputs(small_result(), [kind], tmp_path / "out")
    before = tree(tmp_path / "out")
    monkeypatch.setattr(*LOSES[kind])
    for folder in (tmp_path / "out", tmp_path / "new"):
        with pytest.raises(OutputFault) as told:
            write_outputs(small_result(), [kind], folder)
        assert told.value.code == "output_unsound"
    assert tree(tmp_path / "out") == before and not (tmp_path / "new").exists()


class HalfADisk:
    """A stream that forgets what comes late, as a disk does that lies about being full."""

    def __init__(self, stream):
        self._stream, self._left = stream, 60

    def write(self, text):
        self._stream.write(text[: self._left])
        self._left -= len(text[: self._left])
        return len(text)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._stream.close()


@pytest.mark.parametrize("module, kind", [(csv_files, "csv"), (json_file, "json")])
def test_an_output_cut_short_is_not_kept(tmp_path, monkeypatch, module, kind):
    def opened(path, mode="r", **more):
        return HalfADisk(open(path, mode, **more)) if mode == "w" else open(path, mode, **more)

    monkeypatch.setattr(module, "open", opened, raising=False)
    with pytest.raises(OutputFault) as told:
        write_outputs(small_result(), [kind], tmp_path / "out")
    assert told.value.code == "output_unsound" and not (tmp_path / "out").exists()


def test_conclusions_are_said_in_the_language_asked_for(review, command):
    """Exported in English, a Chinese review concludes as the same review made in English does."""
    chinese, english = review(), review("english", language="en")
    shown = {}
    for name, folder, language in (("again", chinese, "en"), ("made", english, "en"), ("back", english, "zh")):
        out = folder.parent / name
        call = command("export", folder / "review.gpkg", "--format", "csv", "--language", language, "--output", out)
        assert call.status == 0
        with open(out / "csv" / "conclusion.csv", encoding="utf-8-sig", newline="") as stream:
            shown[name] = list(csv.reader(stream))
    assert shown["again"] == shown["made"] and "ecological red line" in str(shown["made"]).lower()
    assert "生态保护红线" in str(shown["back"]) and "生态保护红线" not in str(shown["again"])
