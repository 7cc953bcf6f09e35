"""What a review leaves in its folder: tables of the contract, safe and true in every format, all or nothing."""

import csv
import gc
import itertools
import json
import re
import shutil
import sqlite3
import subprocess
import sys

import openpyxl
import pytest
from osgeo import ogr

from zoning_review_plugin.model.case import Options
from zoning_review_plugin.outputs import xlsx
from zoning_review_plugin.outputs.sheets import cells
from zoning_review_plugin.tables.basic import basic_tables

from .small_cases import square, table_of, tree, write_layer
from .small_reviews import Against, box, layer, reviewed

# The tables and their columns as the public interface names them.
COLUMNS = {
    "subject": "subject_id project_id scheme name source part mode land_use geometry_kind area_m2 length_m "
    "declared_area_m2 verdict hard_breaches open_hard open_items geom",
    "piece": "piece_id subject_id admin_code area_m2 length_m geom",
    "overlap": "subject_id piece_id scheme constraint_key role feature_id code name feature_class grade relation "
    "area_m2 length_m share_of_subject share_of_feature distance_m bearing_deg station_from_m station_to_m sliver "
    "within_accuracy geom",
    "exposure": "subject_id scheme constraint_key role status covered_share feature_count union_area_m2 sum_area_m2 "
    "attribute_area_m2 length_m sum_length_m share_of_subject remainder_m2 nearest_id nearest_m bearing_deg",
    "finding": "subject_id scheme rule_id pack level line dimension clause_no clause_text feature_code modality "
    "binding automation verdict evidence missing basis superseded_by override_verdict override_by override_at "
    "override_reason",
    "conclusion": "project_id scheme topic area_m2 permanent_m2 temporary_m2 length_m verdict hard_breaches open_hard "
    "open_items statement",
    "issue": "layer feature_id check_code severity message action area_before_m2 area_after_m2 geom",
    "run": "key value",
}
FORMATS = ["gpkg", "xlsx", "html", "csv", "json"]
NASTY = '=HYPERLINK("http://example.org","x")'


@pytest.fixture
def reviewed_folder(small_case, command, tmp_path):
    """A function → the output folder of a small review in all formats; its first subject is named like a formula."""

    def make(**more):
        case = small_case(outputs=FORMATS, **more)
        rows = [(square(0, 0, 100), "a", NASTY), (square(1000, 0, 100), "b", "</script><b>'乡&\x07")]
        (tmp_path / "parcels.gpkg").unlink()
        write_layer(tmp_path / "parcels.gpkg", rows, ["DKBH", "DKMC"])
        answer = command("review", case, "--output", tmp_path / "out", "--json")
        assert answer.status == 0, answer.err
        return tmp_path / "out"

    return make


def test_all_tables_have_the_columns_of_the_contract(reviewed_folder):
    path = reviewed_folder() / "review.gpkg"
    with sqlite3.connect(path) as database:
        for table, columns in COLUMNS.items():
            found = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
            assert set(columns.split()) <= set(found), table
            order = [name for name in columns.split() if name != "geom"]
            assert [name for name in found if name in order] == order, table


def test_the_geopackage_opens_as_layers_with_their_styles(reviewed_folder):
    path = reviewed_folder() / "review.gpkg"
    dataset = ogr.Open(str(path))
    assert dataset.GetLayerByName("subject").GetFeatureCount() == 2
    overlap = dataset.GetLayerByName("overlap")
    assert overlap.GetSpatialRef().GetAuthorityCode(None) == "32650"
    feature = overlap.GetNextFeature()
    shape = feature.GetGeometryRef()
    assert shape.Area() == pytest.approx(5000, rel=1e-9) and not shape.Is3D()
    styled = {row["f_table_name"] for row in table_of(path, "layer_styles") if row["useAsDefault"] in (1, "1", True)}
    assert {"subject", "overlap"} <= styled
    with sqlite3.connect(path) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert not database.execute("PRAGMA foreign_key_check").fetchall()


def test_the_run_tells_what_a_repetition_needs(reviewed_folder):
    run = {row["key"]: row["value"] for row in table_of(reviewed_folder() / "review.gpkg", "run")}
    text = json.dumps(run)
    for fact in ("case", "engine", "ellipsoidal", "EPSG:32650", "shapely", "GDAL", "PROJ"):
        assert fact.lower() in text.lower(), fact
    assert [key for key in run if "start" in key] and [key for key in run if "hash" in key or "sha256" in key]
    stamp = next(value for key, value in run.items() if "start" in key)
    assert re.search(r"[+-]\d\d:\d\d$", stamp), stamp


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_workbook_holds_numbers_and_no_formula(reviewed_folder, language):
    book = openpyxl.load_workbook(reviewed_folder(language=language) / "review.xlsx")
    assert len(book.sheetnames) >= 5
    numbers = 0
    for sheet in book:
        assert sheet.freeze_panes, sheet.title
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", (sheet.title, cell.coordinate)
                numbers += cell.data_type == "n" and cell.value is not None
    assert numbers > 10
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any(isinstance(cell.value, str) and "HYPERLINK" in cell.value for cell in cells)
    halves = [cell for cell in cells if cell.data_type == "n" and cell.value == pytest.approx(0.5, rel=2e-3)]
    assert {cell.number_format for cell in halves} & {"0.0000", "#,##0.0000"}  # 5000 m2 are 0.5000 hm2
    chinese = any("㐀" <= letter <= "鿿" for name in book.sheetnames for letter in name)
    assert chinese == (language == "zh")


def test_csv_is_for_excel_and_for_machines(reviewed_folder):
    folder = reviewed_folder() / "csv"
    assert {path.stem for path in folder.iterdir()} == set(COLUMNS)
    for path in folder.iterdir():
        assert path.read_bytes().startswith(b"\xef\xbb\xbf"), path
    with open(folder / "overlap.csv", encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [(row["subject_id"], row["feature_id"]) for row in rows] == [("a", "r1")]
    assert float(rows[0]["area_m2"]) == table_of(folder.parent / "review.gpkg", "overlap")[0]["area_m2"]
    with open(folder / "subject.csv", encoding="utf-8-sig", newline="") as stream:
        name = next(csv.DictReader(stream))["name"]
    assert name == f"'{NASTY}"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_stands_alone_and_escapes_what_it_shows(reviewed_folder, language):
    page = (reviewed_folder(language=language) / "review.html").read_text(encoding="utf-8")
    assert "Content-Security-Policy" in page and "<svg" in page
    assert not re.findall(r"""(?:src|href)\s*=\s*["']?(?:https?:)?//""", page)
    assert not re.search(r"@import|url\(\s*['\"]?http", page)
    assert "&lt;/script&gt;&lt;b&gt;" in page
    assert not [text for text in ("</script><b>", "\x07") if text in page]
    assert "Red &amp; &lt;Line&gt;" in page and "Red & <Line>" not in page
    assert f'lang="{language}' in page


def test_the_answer_in_json_names_what_was_written(reviewed_folder):
    folder = reviewed_folder()
    found = json.loads((folder / "review.json").read_text(encoding="utf-8"))
    assert found["schema"].startswith("zoning-review/")
    assert [row["subject_id"] for row in found["subject"]] == ["a", "b"]


# All or nothing


def test_other_files_in_the_folder_are_kept_and_nothing_is_left_lying(small_case, command, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    assert command("review", small_case(outputs=["json"]), "--output", tmp_path / "out").status == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["mine.txt", "review.json"]


def test_a_database_open_elsewhere_is_one_clear_line(small_case, command, tmp_path):
    case, out = small_case(outputs=["gpkg", "json"]), tmp_path / "out"
    assert command("review", case, "--output", out).status == 0
    before = tree(out)
    other = sqlite3.connect(out / "review.gpkg")
    other.execute("BEGIN IMMEDIATE")
    answer = command("review", case, "--output", out, "--json")
    other.rollback()
    other.close()
    assert (answer.status, answer.object["error"]["code"]) == (1, "output_open")
    assert "review.gpkg" in answer.err and "Traceback" not in answer.err
    assert tree(out) == before


def test_a_folder_of_the_name_of_an_output_is_not_replaced(small_case, command, tmp_path):
    (tmp_path / "out" / "review.json").mkdir(parents=True)
    (tmp_path / "out" / "review.json" / "mine.txt").write_text("mine")
    before = tree(tmp_path / "out")
    answer = command("review", small_case(outputs=["gpkg", "json"]), "--output", tmp_path / "out", "--json")
    assert (answer.status, answer.object["error"]["code"]) == (1, "output_unwritable")
    assert "review.json" in answer.err and tree(tmp_path / "out") == before


def test_a_workbook_open_in_an_office_program_is_not_replaced(small_case, command, tmp_path):
    case, out = small_case(outputs=["xlsx", "json"]), tmp_path / "out"
    assert command("review", case, "--output", out).status == 0
    (out / ".~lock.review.xlsx#").write_text("somebody")
    before = tree(out)
    answer = command("review", case, "--output", out, "--json")
    assert (answer.status, answer.object["error"]["code"]) == (1, "output_open")
    assert tree(out) == before


def test_a_folder_that_cannot_be_made(small_case, command, tmp_path):
    (tmp_path / "file").write_text("")
    answer = command("review", small_case(), "--output", tmp_path / "file" / "out", "--json")
    assert (answer.status, answer.object["error"]["code"]) == (1, "output_unwritable")
    assert "Traceback" not in answer.err


FULL = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000))
from zoning_review_plugin.command.main import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of file size are a matter of POSIX")
@pytest.mark.parametrize("formats", [["gpkg"], ["xlsx"], ["docx"], ["html"], ["csv", "json"]])
def test_a_disk_that_takes_no_more_leaves_earlier_results(small_case, command, environment, tmp_path, formats):
    """A limit on the size of files stands in for a full disk: writing fails half way."""
    many = [(square(20 * k, 0, 10), f"s{k}", "x" * 200) for k in range(400)]
    case, out = small_case(outputs=formats), tmp_path / "out"
    assert command("review", case, "--output", out).status == 0
    before = tree(out)
    (tmp_path / "parcels.gpkg").unlink()
    write_layer(tmp_path / "parcels.gpkg", many, ["DKBH", "DKMC"])
    words = [sys.executable, "-c", FULL, "review", str(case), "--output", str(out)]
    found = subprocess.run(words, capture_output=True, encoding="utf-8", timeout=300, check=False, **environment)
    assert found.returncode == 1, found.stderr
    assert "Traceback" not in found.stderr and len(found.stderr.strip().splitlines()) <= 3, found.stderr
    assert tree(out) == before


def test_leftovers_of_a_killed_run_are_no_hindrance(small_case, command, tmp_path):
    out = tmp_path / "out"
    (out / ".zoning_review_x.part" / "new").mkdir(parents=True)
    assert command("review", small_case(), "--output", out).status == 0
    shutil.rmtree(out / ".zoning_review_x.part")
    assert [path.name for path in out.iterdir()] == ["review.json"]


def test_secret_geometry_is_left_out_unless_asked_for(small_case, command, tmp_path):
    secret = {
        "key": "erl",
        "role": "ecological_red_line",
        "source": "line.gpkg",
        "coverage": "full",
        "secrecy": "secret",
    }
    for keep, shapes in ((False, 0), (True, 1)):
        options = {"overlap_geometry": "all", "keep_secret_geometry": keep}
        out = tmp_path / f"out{keep}"
        case = small_case(constraints=[secret], outputs=["gpkg", "html"], options=options)
        assert command("review", case, "--output", out).status == 0
        rows = table_of(out / "review.gpkg", "overlap")
        assert len(rows) == 1 and sum(row["geom"] is not None for row in rows) == shapes
        corner = "400050.0"  # of the secret line: its coordinates stay out of the page in either case
        assert corner not in (out / "review.html").read_text(encoding="utf-8")


# What readers see


def texts_of(table, key):
    """Texts of one column of a `Table`, by the ids of the rows."""
    place = [column.key for column in table.columns].index(key)
    return {row[0]: row[place] for row in table.texts()}


def tables_of(*subjects, **more):
    return {table.key: table for table in basic_tables(reviewed(list(subjects), **more))}


def test_beyond_the_search_unknown_and_zero_do_not_look_alike(tmp_path):
    """Met at 0 m, found at 300 m, nothing within 5 km, and a subject without geometry."""
    subjects = [box(0, 0, 100, 100), box(400, 0, 500, 100), box(90_000, 0, 90_100, 100), None]
    result = reviewed(subjects, erl=Against(layer(box(0, 0, 100, 100)), coverage="full"))
    tables = {table.key: table for table in basic_tables(result)}
    found = texts_of(tables["exposure"], "nearest_m")
    assert found == {"1": "0.0", "2": "300.0", "3": "> 5 km", "4": "—"}
    xlsx.write(result, tmp_path)
    rows = list(openpyxl.load_workbook(tmp_path / "review.xlsx")[tables["exposure"].title].iter_rows(values_only=True))
    place = rows[0].index("Distance (m)")
    assert [row[place] for row in rows[1:5]] == [0, pytest.approx(300, abs=1e-3), "> 5 km", "—"]
    sheet = openpyxl.load_workbook(tmp_path / "review.xlsx")[tables["exposure"].title]
    told = [cell for row in sheet.iter_rows(min_row=2, max_row=5) for cell in row if cell.value in ("> 5 km", "—")]
    numeric = {place for place, column in enumerate(tables["exposure"].columns, 1) if column.kind != "text"}
    assert len(told) > 5
    assert {cell.alignment.horizontal for cell in told if cell.column in numeric} == {"right"}
    near = tables_of(*subjects, erl=Against(layer(box(0, 0, 100, 100))), options=Options(search_distance_m=200))
    assert texts_of(near["exposure"], "nearest_m")["2"] == "> 200 m"
    none = tables_of(*subjects, erl=Against(layer(box(0, 0, 100, 100))), options=Options(search_distance_m=0))
    assert texts_of(none["exposure"], "nearest_m")["2"] == "—"


def test_pieces_have_a_table_and_overlaps_say_where_they_lie():
    counties = Against(layer(box(0, 0, 40, 100), box(40, 0, 100, 100), XZQDM=["330106", "330110"]), "admin_area")
    options = Options(split_by=("county",))
    tables = tables_of(box(0, 0, 100, 100), county=counties, erl=Against(layer(box(0, 0, 100, 50))), options=options)
    assert texts_of(tables["pieces"], "county") == {"1/1": "330106", "1/2": "330110"}
    assert texts_of(tables["pieces"], "area_hm2") == {"1/1": "0.4000", "1/2": "0.6000"}
    overlaps = tables["overlaps"]
    keys = [column.key for column in overlaps.columns]
    wanted = [keys.index(key) for key in ("piece_id", "county", "constraint_key", "area_hm2")]
    rows = [tuple(row[k] for k in wanted) for row in overlaps.texts()]
    assert [row for row in rows if row[2] == "erl"] == [
        ("1/1", "330106", "erl", "0.2000"),
        ("1/2", "330110", "erl", "0.3000"),
    ]
    assert "pieces" not in tables_of(box(0, 0, 100, 100), erl=Against(layer(box(0, 0, 9, 9))))


def test_ctrl_c_in_the_middle_of_a_workbook_leaves_no_noise(tmp_path, monkeypatch, capfd):
    result = reviewed([box(k, 0, k + 1, 1) for k in range(50)], erl=Against(layer(box(0, 0, 100, 100))))
    calls = itertools.count()
    real = cells.value_cell

    def interrupted(*arguments):
        if next(calls) == 100:
            raise KeyboardInterrupt
        return real(*arguments)

    monkeypatch.setattr(cells, "value_cell", interrupted)
    with pytest.raises(KeyboardInterrupt):
        xlsx.write(result, tmp_path)
    gc.collect()
    assert capfd.readouterr().err == ""
