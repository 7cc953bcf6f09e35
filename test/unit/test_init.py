"""`zoning_review init`: a case file proposed for the layers found there, which can be checked and run as it stands."""

import os
import shutil
import zipfile
from xml.sax.saxutils import escape

import openpyxl
import pytest
from osgeo import gdal, ogr, osr

from zoning_review_plugin.inputs.case.case_file import read_case
from zoning_review_plugin.inputs.case.case_text import scalar
from zoning_review_plugin.inputs.case.yaml_text import parse
from zoning_review_plugin.inputs.meaning.discover import discover
from zoning_review_plugin.inputs.meaning.in_archives import plain_name

from .small_cases import X0, square, tree, write_layer
from .survey_samples import OUTER, ring_lines, survey

SQUARE_IN_ZONE_39 = "POLYGON((39500000 3400000,39500050 3400000,39500050 3400100,39500000 3400100,39500000 3400000))"
RED_LINE = [(square(50, 0, 100), "r1", "甲山水源涵养")]
PARCELS = [(square(0, 0, 100), "a", "1001"), (square(1000, 0, 100), "b", "07")]


@pytest.fixture
def folder(tmp_path):
    """A folder with parcels and a red line."""
    home = tmp_path / "示例县"
    home.mkdir()
    write_layer(home / "规划地块.gpkg", PARCELS, ["DKBH", "YDYHFLDM"])
    write_layer(home / "STBHHX.gpkg", RED_LINE, ["HXBM", "HXMC"])
    return home


def gbk_shapefile(path, rows, fields):
    """A shapefile in GBK without any word on its encoding, as offices send them."""
    write_layer(path, rows, fields, options=["ENCODING=CP936"])
    path.with_suffix(".cpg").unlink(missing_ok=True)
    data = bytearray(path.with_suffix(".dbf").read_bytes())
    data[29] = 0
    path.with_suffix(".dbf").write_bytes(bytes(data))


def file_geodatabase(path):
    """A FileGDB whose layer and fields are called by their aliases only."""
    if gdal.GetDriverByName("OpenFileGDB").GetMetadataItem(gdal.DCAP_CREATE) != "YES":
        pytest.skip("this GDAL writes no FileGDB")
    dataset = gdal.GetDriverByName("OpenFileGDB").Create(str(path), 0, 0, 0, gdal.GDT_Unknown)
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(32650)
    layer = dataset.CreateLayer("T2023", reference, ogr.wkbPolygon, ["LAYER_ALIAS=环境管控单元"])
    aliases = ("环境管控单元编码", "环境管控单元名称", "管控单元分类", "面积(平方千米)")
    for number, alias in enumerate(aliases):
        field = ogr.FieldDefn(f"F{number}", ogr.OFTReal if number == 3 else ogr.OFTString)
        field.SetAlternativeName(alias)
        layer.CreateField(field)
    feature = ogr.Feature(layer.GetLayerDefn())
    feature.SetGeometry(ogr.CreateGeometryFromWkt(square(-5000, -5000, 10_000)))
    for number, value in enumerate(("ZH99010120001", "某某重点管控单元", "重点管控单元", 100.04)):
        feature.SetField(number, value)
    layer.CreateFeature(feature)
    del feature, layer, dataset


def test_a_folder_becomes_a_case_that_runs(folder, command):
    answer = command("init", folder, "--json", "--language", "zh")
    path = folder / "示例县.review.yaml"
    assert answer.status == 0 and answer.object["outputs"] == {"case": [str(path)]}
    assert answer.object["summary"] == {"subjects": 1, "constraints": 1, "left_out": 0}
    case = read_case(path)
    assert case.title == "示例县" and [(s.source, s.fields) for s in case.subjects] == [
        ("规划地块.gpkg", {"id": "DKBH", "land_use": "YDYHFLDM"})
    ]
    (erl,) = case.constraints
    assert (erl.role, erl.source, erl.fields["code"]) == ("ecological_red_line", "STBHHX.gpkg", "HXBM")
    assert command("check", path).status == 0
    review = command("review", path, "--json").object
    assert review["status"] == "done" and review["summary"]["by_status"]["involved"] == 1
    assert review["summary"]["by_status"]["no_data"] == 1  # coverage is unknown: never "not involved"


def test_what_offices_send(tmp_path, command):
    """GBK shapefiles without a word on their encoding, with cut names, and a FileGDB that speaks by aliases."""
    rows = [
        (square(0, 0, 100), "ZH99010120001", "甲重点管控单元", "重点管控单元"),
        (square(100, 0, 100), "ZH99010130001", "乙一般管控单元", "一般管控单元"),
    ]
    gbk_shapefile(tmp_path / "管控单元.shp", rows, ["环境管控单", "环境管控_1", "环境管控_2"])
    gbk_shapefile(tmp_path / "拟建项目.shp", [(square(0, 0, 50), "甲厂", "C2614")], ["项目名称", "行业代码"])
    file_geodatabase(tmp_path / "成果.gdb")
    answer = command("init", tmp_path, "--json").object
    found = {row["name"]: row for row in answer["layers"]}
    assert found["管控单元"]["role"] == "control_unit" and found["管控单元"]["encoding"] == "GB18030"
    assert found["管控单元"]["fields"] == {"id": "环境管控单", "code": "环境管控单", "class": "环境管控_2"}
    assert found["拟建项目"]["place"] == "subject"
    assert found["拟建项目"]["fields"] == {"name": "项目名称", "industry": "行业代码"}
    assert found["T2023"]["role"] == "control_unit" and found["T2023"]["area_unit"] == "km2"
    assert found["T2023"]["fields"] == {"id": "F0", "code": "F0", "name": "F1", "class": "F2", "area": "F3"}
    (path,) = answer["outputs"]["case"]
    text = open(path, encoding="utf-8").read()
    assert "encoding: GB18030" in text and "area_unit: km2" in text and "成果.gdb" in text
    assert command("check", path).status == 0 and command("review", path, "--quiet").status == 0


def test_the_demo_becomes_a_case_that_finds_what_its_own_case_finds(root, tmp_path, command):
    home = tmp_path / "demo"
    home.mkdir()
    shutil.copy(root / "resources" / "samples" / "demo" / "demo.gpkg", home)
    answer = command("init", home, "--json").object
    assert answer["summary"] == {"subjects": 3, "constraints": 11, "left_out": 1}
    checked = command("check", home / "demo.review.yaml", "--json").object
    assert checked["summary"]["subjects"] == 448 and set(checked["summary"]["usable"].values()) == {True}
    assert "FW" in (home / "demo.review.yaml").read_text(encoding="utf-8")


def test_nothing_is_overwritten(folder, command):
    first = command("init", folder, "--quiet")
    before = tree(folder)
    second = command("init", folder, "--json").object["outputs"]["case"]
    assert first.status == 0 and first.out == "" and second == [str(folder / "示例县-2.review.yaml")]
    assert {name: data for name, data in tree(folder).items() if name in before} == before
    named = command("init", folder, "--output", folder / "示例县.review.yaml", "--json")
    assert named.status == 2 and named.object["error"]["code"] == "init_output_exists"
    assert named.object["error"]["action"]


def test_another_folder_for_the_case(folder, tmp_path, command):
    (tmp_path / "cases").mkdir()
    path = tmp_path / "cases" / "a.review.yaml"
    assert command("init", folder, "--output", path).status == 0
    assert read_case(path).subjects[0].source == "../示例县/规划地块.gpkg"
    assert command("check", path).status == 0
    lost = command("init", folder, "--output", tmp_path / "nowhere" / "a.yaml", "--json")
    assert lost.status == 1 and lost.object["error"]["code"] == "output_folder_missing"


def test_files_one_by_one(folder, command):
    answer = command("init", folder / "规划地块.gpkg", folder / "STBHHX.gpkg", "--json").object
    assert answer["outputs"]["case"] == [str(folder / "规划地块.review.yaml")]
    assert answer["summary"]["constraints"] == 1


def test_layers_of_unknown_role_stand_as_comments_that_can_be_taken_in(folder, command):
    write_layer(folder / "t1.gpkg", [(square(0, 0, 9), "x")], ["q"])
    assert command("init", folder).status == 0
    path = folder / "示例县.review.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    start = lines.index("#  - key: t1")
    taken = [line[1:] for line in lines[start : start + 4] if line.startswith("#  ")]
    end = next(k for k, line in enumerate(lines) if line == "")
    path.write_text("\n".join([*lines[:end], *taken, *lines[end:]]), encoding="utf-8")
    assert [c.role for c in read_case(path).constraints] == ["ecological_red_line", "custom"]


@pytest.mark.parametrize("missing", ["parcels", "line"])
def test_too_few_layers_are_a_fault(folder, command, missing):
    (folder / ("规划地块.gpkg" if missing == "parcels" else "STBHHX.gpkg")).unlink()
    answer = command("init", folder, "--json")
    assert answer.status == 1 and answer.object["error"]["code"] == "init_too_few"
    assert not list(folder.glob("*.yaml"))


def test_a_path_that_is_not_there(tmp_path, command):
    answer = command("init", tmp_path / "nothing", "--json")
    assert answer.status == 1 and answer.object["error"]["code"] == "file_missing"


def test_where_nothing_looks_like_what_is_reviewed_the_user_is_asked(tmp_path, command):
    write_layer(tmp_path / "STBHHX.gpkg", RED_LINE, ["HXBM", "HXMC"])
    write_layer(tmp_path / "t1.gpkg", [(square(0, 0, 9), "x")], ["q"])
    answer = command("init", tmp_path, "--json").object
    (subject,) = [row for row in answer["layers"] if row["place"] == "subject"]
    assert (subject["name"], subject["confidence"], subject["confidence_word"]) == ("t1", 0.0, "low")
    assert "PLEASE CHOOSE" in subject["reasons"][0]
    assert command("check", answer["outputs"]["case"][0]).status == 0


def test_planned_land_use_is_reviewed_where_there_is_nothing_else(tmp_path, command):
    write_layer(tmp_path / "STBHHX.gpkg", RED_LINE, ["HXBM", "HXMC"])
    write_layer(tmp_path / "ZXCQGHYDYH.gpkg", [(square(0, 0, 9), "1001")], ["YDYHFLDM"])
    answer = command("init", tmp_path, "--json").object
    assert [row["name"] for row in answer["layers"] if row["place"] == "subject"] == ["ZXCQGHYDYH"]


def test_a_subject_without_crs_or_behind_an_unknown_step_is_left_out_with_the_reason(folder, command):
    write_layer(folder / "选址一.gpkg", [(square(0, 0, 9), "x")], ["DKBH"], crs=None)
    write_layer(folder / "选址二.gpkg", [(square(0, 0, 9), "x")], ["DKBH"], crs=2384)  # Xian 1980
    answer = command("init", folder, "--json").object
    places = {row["name"]: row["place"] for row in answer["layers"]}
    assert sorted(name for name, place in places.items() if place == "subject") in (["规划地块"], ["选址二"])
    assert command("check", answer["outputs"]["case"][0]).status == 0


def test_earlier_results_and_files_that_are_no_layers_are_passed_over_and_told(folder, command):
    (folder / "a.review").mkdir()
    write_layer(folder / "a.review" / "review.gpkg", RED_LINE, ["HXBM", "HXMC"])
    (folder / "x.vrt").write_text("<OGRVRTDataSource/>", encoding="utf-8")
    (folder / "broken.gpkg").write_bytes(b"SQLite format 3\x00")
    (folder / "package.json").write_text("{}", encoding="utf-8")
    (folder / "readme.md").write_text("x", encoding="utf-8")
    answer = command("init", folder, "--json").object
    assert answer["summary"]["constraints"] == 1
    assert {(os.path.basename(row["file"]), row["reason"]) for row in answer["passed_over"]} == {
        ("a.review", "results"), ("x.vrt", "not_taken"), ("broken.gpkg", "cannot_open"),
    }  # fmt: skip
    text = open(answer["outputs"]["case"][0], encoding="utf-8").read()
    assert "x.vrt" in text and "broken.gpkg" in text


def test_no_link_leads_out_of_the_folder_and_none_round_in_it(folder, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    write_layer(other / "secret.gpkg", RED_LINE, ["HXBM", "HXMC"])
    (folder / "out").symlink_to(other)
    (folder / "out.gpkg").symlink_to(other / "secret.gpkg")
    (folder / "round").symlink_to(folder)
    (folder / "dead").symlink_to(folder / "nothing")
    (folder / "sub").mkdir()
    (folder / "sub" / "up").symlink_to(folder / "sub")
    (folder / "inside.gpkg").symlink_to(folder / "STBHHX.gpkg")
    layers, passed = discover([folder])
    assert sorted(one.path.name for one in layers) == ["STBHHX.gpkg", "inside.gpkg", "规划地块.gpkg"]
    assert sorted(one.path.name for one in passed if one.code == "link_out") == ["dead", "out", "out.gpkg", "round"]


def test_trees_without_end_are_bounded(tmp_path, monkeypatch):
    from zoning_review_plugin.inputs.meaning import discover as module

    monkeypatch.setattr(module, "_MOST_ENTRIES", 50)
    for number in range(80):
        (tmp_path / f"{number}.md").touch()
    assert [one.code for one in discover([tmp_path])[1]] == ["too_many_files"]
    deep = tmp_path / "deep"
    (deep / "/".join("abcdefghijklmno")).mkdir(parents=True)
    assert "too_deep" in [one.code for one in discover([deep])[1]]


def test_a_virtual_layer_under_another_name_is_not_opened(folder, tmp_path):
    outside = write_layer(tmp_path / "outside.geojson", RED_LINE, ["HXBM", "HXMC"])
    text = (
        f'<OGRVRTDataSource><OGRVRTLayer name="outside"><SrcDataSource>{outside}</SrcDataSource>'
        "</OGRVRTLayer></OGRVRTDataSource>"
    )
    for name in ("a.gpkg", "b.geojson", "c.shp", "d.gml"):
        (folder / name).write_text(text, encoding="utf-8")
    layers, passed = discover([folder])
    assert sorted(one.path.name for one in layers) == ["STBHHX.gpkg", "规划地块.gpkg"]
    assert {one.path.name for one in passed} == {"a.gpkg", "b.geojson", "c.shp", "d.gml"}


def test_survey_text_is_reviewed_and_other_texts_are_told(tmp_path, command):
    write_layer(tmp_path / "STBHHX.gpkg", [(SQUARE_IN_ZONE_39, "r1", "甲")], ["HXBM", "HXMC"], crs=4527)
    plot = ("4,1,D1,甲厂,面,,工业用地,0601,", ring_lines(OUTER))
    (tmp_path / "勘测定界.txt").write_text(survey(plot), encoding="utf-8")
    (tmp_path / "readme.txt").write_text("nothing", encoding="utf-8")
    (tmp_path / "sites.csv").write_text("id,name\n1,x\n", encoding="utf-8")
    answer = command("init", tmp_path, "--json").object
    places = {row["source"]: row["place"] for row in answer["layers"]}
    assert places == {"勘测定界.txt": "subject", "STBHHX.gpkg": "constraint", "readme.txt": "left_out",
                      "sites.csv": "left_out"}  # fmt: skip
    assert command("check", answer["outputs"]["case"][0]).status == 0


def test_a_saved_address_is_not_asked(folder, monkeypatch):
    """Nothing is opened: GDAL would ask the server."""
    from zoning_review_plugin.inputs.meaning import discover as module

    for old in folder.iterdir():
        old.unlink()
    address = "<OGRWFSDataSource><URL>http://example.invalid/wfs</URL></OGRWFSDataSource>"
    (folder / "a.gml").write_text(address, encoding="utf-8")
    monkeypatch.setattr(module.gdal, "OpenEx", lambda *_: pytest.fail("opened"))
    assert [(one.path.name, one.code) for one in discover([folder])[1]] == [("a.gml", "leads_elsewhere")]


@pytest.mark.parametrize(
    "name", ["a: b", "x #y", "引号\"'", "- z", "{k: v}", "null", "*a", "line\nbreak", "07", "A-1", "环境"]
)
def test_names_are_data_in_the_file(name):
    assert parse(f"key: {scalar(name)}\n", "f").items["key"].text == name


def test_odd_names_of_layers_and_fields_do_not_get_out_of_their_place(tmp_path, command):
    home = tmp_path / "a"
    home.mkdir()
    write_layer(home / "dk.gpkg", PARCELS, ["DKBH", "x: [y"], name="地块\n- evil: 1")
    write_layer(home / "l.gpkg", RED_LINE, ["HXBM", "HXMC"], name="STBHHX|subset=1=0")
    write_layer(home / "m.gpkg", RED_LINE, ["HXBM", "HXMC"], name='STBHHX" # {}')
    answer = command("init", home, "--json").object
    case = read_case(answer["outputs"]["case"][0])
    assert len(case.subjects) == 1 and len(case.constraints) == 2
    assert command("check", answer["outputs"]["case"][0]).status == 0


def test_the_case_is_the_same_each_time(folder, command):
    command("init", folder)
    first = (folder / "示例县.review.yaml").read_bytes()
    (folder / "示例县.review.yaml").unlink()
    command("init", folder)
    assert (folder / "示例县.review.yaml").read_bytes() == first


def test_help_and_both_languages(folder, command):
    assert "init" in command("--help").out and "--output FILE" in command("init", "--help").out
    zh = command("init", folder, "--language", "zh").out
    en = command("init", folder, "--language", "en").out
    assert "审查对象" in zh and "to be reviewed" in en and "可信度" not in en


def test_layers_in_another_place(tmp_path, command):
    """A layer whose coordinates do not lie where its CRS has a place is reviewed only if there is nothing else."""
    far = [(f"POLYGON(({X0} 0,{X0 + 9} 0,{X0 + 9} 9,{X0} 0))", "x")]
    write_layer(tmp_path / "地块一.gpkg", far, ["DKBH"], crs=2379)
    write_layer(tmp_path / "地块二.gpkg", [(square(0, 0, 9), "x")], ["DKBH"])
    write_layer(tmp_path / "STBHHX.gpkg", RED_LINE, ["HXBM", "HXMC"])
    rows = {row["name"]: row["place"] for row in command("init", tmp_path, "--json").object["layers"]}
    assert rows["地块二"] == "subject" and rows["地块一"] != "subject"


def test_a_list_of_coordinates_without_a_system_is_told_as_such(folder, command):
    (folder / "拐点.csv").write_text("地块,点号,经度,纬度\n甲,J1,116.3,34.9\n", encoding="utf-8")
    answer = command("init", folder, "--output", folder / "new.review.yaml", "--json").object
    (row,) = [row for row in answer["layers"] if "拐点" in row["source"]]
    assert row["place"] == "left_out" and "|crs=EPSG:4490" in " ".join(row["reasons"])


def test_a_workbook_of_several_sheets_is_not_said_to_hold_no_coordinates(folder, command):
    book = openpyxl.Workbook()
    for name in ("甲表", "乙表"):
        book.create_sheet(name).append(["经度", "纬度"])
    book.save(folder / "界址点.xlsx")
    answer = command("init", folder, "--output", folder / "new.review.yaml", "--json").object
    (row,) = [row for row in answer["layers"] if "界址点" in row["source"]]
    assert "甲表" in row["reasons"][0] and "|layername=" in row["reasons"][0]


# --- archives and QGIS projects ---------------------------------------------------------------------------------------


def packed(folder, path, names=lambda name: name):
    """A zip of all files below a folder, under names of its own."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())  # before there is an archive among them
    with zipfile.ZipFile(path, "w") as archive:
        for file in files:
            archive.write(file, names(file.relative_to(folder).as_posix()))
    return path


def figures(command, case):
    """Counts of a review of the case, as its JSON tells them."""
    answer = command("review", case, "--output", case.parent / "out", "--json")
    assert answer.status == 0
    return answer.object["summary"]


@pytest.mark.parametrize("given", ["zip", "folder"])
def test_what_a_zip_holds_is_proposed_and_reviewed_as_it_lies_there(folder, command, tmp_path, given):
    plain = tmp_path / "plain.review.yaml"
    assert command("init", folder, "--output", plain, "--quiet").status == 0
    inside = tmp_path / "packed"
    inside.mkdir()
    zipped = packed(folder, inside / "data.zip")
    written = inside / "new.review.yaml"
    assert command("init", zipped if given == "zip" else inside, "--output", written, "--quiet").status == 0
    case = read_case(written)
    assert [one.source for one in case.subjects] == ["/vsizip/data.zip/规划地块.gpkg"]
    assert [(one.role, one.source) for one in case.constraints] == [
        ("ecological_red_line", "/vsizip/data.zip/STBHHX.gpkg")
    ]
    assert figures(command, written) == figures(command, plain)


def test_names_in_gbk_within_a_zip_are_read_for_roles(tmp_path, command):
    """Archives of Chinese Windows keep names in GBK and do not say so."""
    home = tmp_path / "home"
    home.mkdir()
    write_layer(home / "XXXX.gpkg", PARCELS, ["DKBH", "YDYHFLDM"])
    write_layer(home / "YYYYYYYY.gpkg", RED_LINE, ["F1", "F2"])
    data = packed(home, tmp_path / "z.zip").read_bytes()
    for placeholder, name in ((b"XXXX.gpkg", "地块"), (b"YYYYYYYY.gpkg", "生态红线")):
        data = data.replace(placeholder, name.encode("gbk") + b".gpkg")
    (tmp_path / "z.zip").write_bytes(data)
    written = tmp_path / "new.review.yaml"
    assert command("init", tmp_path / "z.zip", "--output", written, "--quiet").status == 0
    (red,) = read_case(written).constraints
    assert red.role == "ecological_red_line" and figures(command, written)["overlaps"] == 1
    assert plain_name("生态红线.shp".encode("gbk").decode("cp437")) == "生态红线" and plain_name("a.shp") == "a"


def test_archives_that_lead_out_or_blow_up_are_told(tmp_path, monkeypatch):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("../../up.geojson", "{}")
        archive.writestr("inner.zip", b"")
        archive.writestr("__MACOSX/._x.geojson", "{}")
    (tmp_path / "b.zip").write_bytes(b"PK\x03\x04 cut short")
    found, passed = discover([tmp_path])
    told = {(one.path.name, one.code) for one in passed}
    assert found == [] and {("inner.zip", "not_taken"), ("b.zip", "archive_damaged")} <= told
    monkeypatch.setattr("zoning_review_plugin.inputs.meaning.in_archives.is_bomb", lambda path: True)
    assert [one.code for one in discover([tmp_path / "a.zip"])[1]] == ["archive_too_large"]


PROJECT = """<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.0"><projectlayers>{layers}</projectlayers></qgis>"""
MAP_LAYER = """<maplayer type="vector"><datasource>{source}</datasource><layername>{name}</layername>
<srs><spatialrefsys><authid>{crs}</authid></spatialrefsys></srs>
<provider encoding="UTF-8">{provider}</provider></maplayer>"""


def project(path, *layers):
    """A project that names layers by (source, name, CRS, provider), zipped where its name says so."""
    text = PROJECT.format(
        layers="".join(MAP_LAYER.format(source=escape(s), name=n, crs=c, provider=p) for s, n, c, p in layers)
    )
    if path.suffix == ".qgz":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("p.qgs", text)
    else:
        path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("suffix", [".qgs", ".qgz"])
def test_the_layers_of_a_qgis_project_are_proposed(folder, command, suffix):
    gbk_shapefile(folder / "t1.shp", RED_LINE, ["BSM", "MC"])
    (folder / "t1.prj").unlink()
    one = project(
        folder / f"p{suffix}",
        ("./规划地块.gpkg|layername=规划地块|subset=\"DKBH\" = 'a'", "地块", "EPSG:32650", "ogr"),
        ("./STBHHX.gpkg", "红线", "EPSG:4490", "ogr"),
        ("./t1.shp", "自然保护地", "EPSG:32650", "ogr"),
        ("./gone.shp", "旧图层", "", "ogr"),
        ("Polygon?crs=EPSG:4490", "草图", "", "memory"),
        ("/vsicurl/http://nowhere.invalid/a.geojson", "网上", "", "ogr"),
        ("dbname='x' host=nowhere.invalid table=t", "库", "", "postgres"),
    )
    answer = command("init", one, "--output", folder / "new.review.yaml", "--json")
    assert answer.status == 0
    case = read_case(folder / "new.review.yaml")
    assert [subject.source for subject in case.subjects] == ["规划地块.gpkg|subset=\"DKBH\" = 'a'"]
    roles = {one.role: one.source for one in case.constraints}
    assert roles == {"ecological_red_line": "STBHHX.gpkg", "nature_reserve": "t1.shp|crs=EPSG:32650"}
    reasons = {row["source"]: " ".join(row["reasons"]) for row in answer.object["layers"]}
    assert "EPSG:4490" in reasons["STBHHX.gpkg"] and "EPSG:32650" in reasons["t1.shp|crs=EPSG:32650"]
    passed = [row["reason"] for row in answer.object["passed_over"]]
    assert passed == ["project_file_missing", "other_provider", "other_provider", "other_provider"]
    assert figures(command, folder / "new.review.yaml")["subjects"] == 1


def test_no_layer_of_a_project_is_lost_unseen(folder, tmp_path):
    """Layers by their number, within archives, and those that are nowhere, in a folder or in a file of another kind."""
    packed(folder, tmp_path / "z.zip").rename(folder / "z.zip")
    write_layer(folder / "two.gpkg", PARCELS, ["DKBH"], name="a")
    write_layer(folder / "more.gpkg", RED_LINE, ["HXBM", "HXMC"], name="b")
    two, more = ogr.Open(str(folder / "two.gpkg"), 1), ogr.Open(str(folder / "more.gpkg"))
    two.CopyLayer(more.GetLayer(0), "b")
    del two, more
    (folder / "s.sqlite").write_bytes(b"")
    sources = ("./two.gpkg|layerid=1", "/vsizip/./z.zip/STBHHX.gpkg", f"/vsizip/{folder}/z.zip/STBHHX.gpkg")
    nowhere = (".|layername=t1", "./two.gpkg|layername=c", "./s.sqlite|layername=s", "/vsizip/./z.zip/c.shp",
               "/vsizip/gone.zip/c.shp", "/vsitar/./z.zip/STBHHX.gpkg")  # fmt: skip
    one = project(tmp_path / "p.qgs", *((source, source, "", "ogr") for source in (*sources, *nowhere)))
    one = one.rename(folder / "p.qgs")
    found, passed = discover([one])
    assert [(layer.path.name, layer.layer, layer.inside) for layer in found] == [
        ("two.gpkg", "b", ""), ("z.zip", "", "STBHHX.gpkg"), ("z.zip", "", "STBHHX.gpkg")
    ]  # fmt: skip
    assert [(one.code, one.problem) for one in passed] == [("project_layer_missing", source) for source in nowhere]


def test_a_project_in_a_folder_is_told_and_one_that_is_none_is_an_error(folder, command):
    project(folder / "p.qgz", ("./STBHHX.gpkg", "红线", "", "ogr"))
    assert [one.code for one in discover([folder])[1]] == ["project_not_entered"]
    for broken in (b"", b"<qgis", b"<a/>", b"PK\x03\x04", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"):
        (folder / "q.qgs").write_bytes(broken)
        answer = command("init", folder / "q.qgs", "--json")
        assert (answer.status, answer.object["error"]["code"]) == (1, "project_unreadable")
