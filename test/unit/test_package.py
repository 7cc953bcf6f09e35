"""Evidence packages: whole, the same each time, verified by a review made anew; hostile archives do no harm."""

import hashlib
import json
import shutil
import sqlite3
import stat
import zipfile
from contextlib import closing

import pytest
from osgeo import ogr

from zoning_review_plugin.model.errors import InputFault
from zoning_review_plugin.outputs.zip_file import unpack, write_zip

from .small_cases import square, write_layer
from .small_packs import document

FORMATS = ["gpkg", "xlsx", "html", "csv", "json"]


@pytest.fixture
def packed(small_case, command, tmp_path):
    """A function → the package of a small review with a rule pack, of review.gpkg alone. more: keys of the case."""

    def make(*arguments, folder=tmp_path, **more):
        folder.mkdir(parents=True, exist_ok=True)
        rule = {"id": "R", "test": {"overlap": {"role": "ecological_red_line"}}}
        pack = document(rule, jurisdiction=None)
        (folder / "city.json").write_text(json.dumps(pack, ensure_ascii=False), encoding="utf-8")
        more = {"rules": ["city.json"], "outputs": ["gpkg"], "date": "2026-11-22", **more}
        case = small_case(folder=folder, **more)
        assert command("review", case, "--output", folder / "out").status == 0
        answer = command("package", folder / "out" / "review.gpkg", "--json", *arguments)
        assert answer.status == 0, answer.err
        return answer.object

    return make


@pytest.fixture(scope="module")
def kept():
    """What is made once for all tests of this page."""
    return {}


@pytest.fixture
def whole(packed, kept, tmp_path):
    """The path of a whole package with its inputs, each time a fresh copy of the same."""
    if "package" not in kept:
        with open(archive_of(packed("--with-inputs", outputs=FORMATS)), "rb") as stream:
            kept["package"] = stream.read()
    path = tmp_path / "whole.zip"
    path.write_bytes(kept["package"])
    return str(path)


def archive_of(answer):
    return answer["outputs"]["package"][0]


def members(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rewritten(path, **changes):
    """The archive with members replaced (bytes), added, or left out (None), its manifest as it was."""
    contents = members(path)
    contents.update({name.replace("__", "/").replace("_DOT_", "."): value for name, value in changes.items()})
    write_zip(path, {name: value for name, value in contents.items() if value is not None})


def with_true_hashes(path, contents):
    """Write an archive whose manifest names these contents truly, as a forger would."""
    manifest = json.loads(contents.pop("manifest.json"))
    manifest["members"] = [
        {"name": name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in contents.items()
    ]
    write_zip(path, {**contents, "manifest.json": json.dumps(manifest).encode()})


def test_a_package_holds_what_was_judged_by_and_what_came_of_it(packed):
    found = members(archive_of(packed(outputs=FORMATS)))
    manifest = json.loads(found["manifest.json"])
    said = {one["name"]: (one["size"], one["sha256"]) for one in manifest["members"]}
    rest = {name: content for name, content in found.items() if name != "manifest.json"}
    assert said == {name: (len(content), hashlib.sha256(content).hexdigest()) for name, content in rest.items()}
    outputs = {name for name in said if name.startswith("outputs/")}
    assert {"outputs/review.gpkg", "outputs/review.xlsx", "outputs/review.html", "outputs/review.json"} <= outputs
    assert "outputs/csv/overlap.csv" in outputs
    assert {"case/1/small.review.yaml", "pack/1/city.json"} == said.keys() - outputs
    assert manifest["program"].startswith("Zoning Review ") and {"gdal", "geos", "proj"} <= manifest["libraries"].keys()
    assert "small.review.yaml" in manifest["commands"]["again"] and "verify" in manifest["commands"]["verify"]
    assert manifest["left_out"] == [
        {"source": "parcels.gpkg", "reason": "not_asked"},
        {"source": "line.gpkg", "reason": "not_asked"},
    ]


def test_the_same_result_gives_the_same_package(packed, command, tmp_path):
    first = archive_of(packed("--with-inputs", outputs=FORMATS))
    again = tmp_path / "again.zip"
    assert command("package", tmp_path / "out" / "review.gpkg", "--with-inputs", "--output", again).status == 0
    one, other = members(first), members(again)
    assert one.pop("manifest.json").replace(b"small.evidence.zip", b"again.zip") == other.pop("manifest.json")
    assert one == other and list(one) == sorted(one)
    with zipfile.ZipFile(first) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_with_its_inputs_a_package_is_verified_anywhere(packed, command, tmp_path):
    package = shutil.move(archive_of(packed("--with-inputs", folder=tmp_path / "here")), tmp_path / "p.zip")
    shutil.rmtree(tmp_path / "here")
    answer = command("verify", package, "--json")
    assert answer.status == 0, answer.out
    assert answer.object["summary"]["equal"] is True and answer.object["summary"]["subjects"] == 2
    assert answer.object["changes"] == [] == answer.object["inputs"]
    assert command("verify", package, "--workers", 2, "--quiet").status == 0


def test_without_them_inputs_are_read_where_the_case_says(packed, command, tmp_path):
    package = archive_of(packed(folder=tmp_path / "here"))
    assert command("verify", package).status == 0
    package = shutil.move(package, tmp_path / "p.zip")
    shutil.move(tmp_path / "here", tmp_path / "there")
    answer = command("verify", package, "--json")
    assert (answer.status, answer.object["error"]["code"]) == (1, "file_missing")
    assert command("verify", package, "--case-folder", tmp_path / "there").status == 0


def test_verify_names_every_figure_that_a_changed_input_changes(packed, command, tmp_path):
    package = archive_of(packed())
    (tmp_path / "line.gpkg").unlink()
    write_layer(tmp_path / "line.gpkg", [(square(75, 0, 100), "r1", "Red & <Line>")], ["BSM", "HXMC"])
    answer = command("verify", package, "--json")
    assert answer.status == 3 and answer.object["status"] == "done"
    assert answer.object["summary"]["equal"] is False
    assert [one["key"] for one in answer.object["inputs"]] == ["constraint.erl.content_sha256"]
    changed = {(one["table"], one["key"], one["column"]): (one["old"], one["new"]) for one in answer.object["changes"]}
    old, new = changed["overlap", "a /  / erl / r1", "area_m2"]
    assert (old, new) == (pytest.approx(5000, rel=2e-3), pytest.approx(2500, rel=2e-3))
    assert ("exposure", "a / erl", "share_of_subject") in changed
    assert not [key for key in changed if key[0] == "exposure" and key[1].startswith("b") and key[2] != "bearing_deg"
                and key[2] != "nearest_m"]  # fmt: skip
    words = command("verify", package).out
    assert "area_m2" in words and "5000" in words.replace(",", "")


def test_a_row_that_came_or_went_is_named(packed, command, tmp_path):
    package = archive_of(packed())
    (tmp_path / "line.gpkg").unlink()
    write_layer(tmp_path / "line.gpkg", [(square(50, 0, 100), "r2", "x")], ["BSM", "HXMC"])
    answer = command("verify", package, "--json")
    rows = {(one["key"], one["column"]) for one in answer.object["changes"] if one["table"] == "overlap"}
    assert rows == {("a /  / erl / r1", "row_gone"), ("a /  / erl / r2", "row_new")}


def test_a_forged_figure_is_found_although_all_hashes_fit(packed, command, tmp_path):
    """A forger who recomputes every hash still cannot make the review come out so."""
    from zoning_review_plugin.outputs.gpkg_result import read_result
    from zoning_review_plugin.outputs.writing import write_outputs

    package = archive_of(packed("--with-inputs"))
    result = read_result(tmp_path / "out" / "review.gpkg")
    result.tables["subject"].loc[0, "verdict"] = "conforms"
    write_outputs(result, ["gpkg"], tmp_path / "forged")
    forged = (tmp_path / "forged" / "review.gpkg").read_bytes()
    with_true_hashes(package, {**members(package), "outputs/review.gpkg": forged})
    answer = command("verify", package, "--json")
    assert answer.status == 3
    assert answer.object["changes"] == [
        {"table": "subject", "key": "a", "column": "verdict", "old": "conforms", "new": "does_not_conform"}
    ]


# What goes in, and what does not


def secret_case(**more):
    def layer_of(key, role, source, **spec):
        return {"key": key, "role": role, "source": source, "coverage": "full", **spec}

    return {
        "constraints": [
            layer_of("erl", "ecological_red_line", "line.gpkg"),
            layer_of("hidden", "wetland", "secret.gpkg|layername=secret", secrecy="secret"),
        ],
        **more,
    }


@pytest.mark.parametrize("keeps", [False, True])
def test_files_with_secret_layers_stay_unless_the_case_keeps_them(packed, command, tmp_path, keeps):
    write_layer(tmp_path / "secret.gpkg", [(square(0, 0, 10), "s")], ["BSM"])
    answer = packed("--with-inputs", **secret_case(options={"keep_secret_geometry": keeps}))
    names = [name for name in members(archive_of(answer)) if "secret" in name]
    assert bool(names) == keeps
    assert answer["left_out"] == ([] if keeps else [{"source": "secret.gpkg", "reason": "secret"}])
    assert command("verify", archive_of(answer)).status == 0  # read where the case says
    words = command("package", tmp_path / "out" / "review.gpkg", "--with-inputs").out
    assert ("secret.gpkg" in words) != keeps


def test_a_file_that_also_holds_a_secret_layer_stays(packed, tmp_path):
    write_layer(tmp_path / "secret.gpkg", [(square(0, 0, 10), "s")], ["BSM"])
    dataset = ogr.Open(str(tmp_path / "secret.gpkg"), 1)
    assert dataset.CopyLayer(ogr.Open(str(tmp_path / "secret.gpkg")).GetLayer(0), "open") is not None
    dataset = None
    case = secret_case()
    case["constraints"][0]["source"] = "secret.gpkg|layername=open"
    answer = packed("--with-inputs", **case)
    assert not [name for name in members(archive_of(answer)) if "secret" in name]


def test_all_parts_of_a_shapefile_go_in(packed, command, tmp_path):
    write_layer(tmp_path / "line.shp", [(square(50, 0, 100), "r1")], ["BSM"])
    (tmp_path / "other.shp").write_bytes(b"")
    erl = {"key": "erl", "role": "ecological_red_line", "source": "line.shp", "coverage": "full"}
    found = members(archive_of(packed("--with-inputs", constraints=[erl])))
    parts = {name.rpartition(".")[2] for name in found if name.endswith(("shp", "shx", "dbf", "prj"))}
    assert parts == {"shp", "shx", "dbf", "prj"} and not [name for name in found if "other" in name]


ARCHIVED = {
    "zip": "/vsizip/lines.zip/in/红线.shp",
    "braces": "/vsizip/{{folder}/lines.zip}/in/红线.shp|layername=红线",
}


def archived(folder, kind):
    """The source text of a shapefile in an archive, which is written, and the bytes of its parts in their order."""
    write_layer(folder / "红线.shp", [(square(50, 0, 100), "r1")], ["BSM"])
    with zipfile.ZipFile(folder / "lines.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        parts = [folder / f"红线{suffix}" for suffix in (".shp", ".shx", ".dbf", ".prj", ".cpg")]
        parts = [part for part in parts if part.exists()]
        for part in parts:
            archive.write(part, f"in/{part.name}")
    content = b"".join(part.read_bytes() for part in parts)
    for part in parts:
        part.unlink()
    if kind == "two":
        with zipfile.ZipFile(folder / "outer.zip", "w") as outer:
            outer.write(folder / "lines.zip", "lines.zip")
        return f"/vsizip/{{/vsizip/{{{folder}/outer.zip}}/lines.zip}}/in/红线.shp", content
    return ARCHIVED[kind].replace("{folder}", str(folder)), content


@pytest.mark.parametrize("kind", ["zip", "braces", "two"])
def test_layers_in_archives_have_hashes_and_go_in(packed, command, tmp_path, kind):
    folder = tmp_path / "here"
    folder.mkdir()
    source, content = archived(folder, kind)
    erl = {"key": "erl", "role": "ecological_red_line", "source": source, "coverage": "full"}
    answer = packed("--with-inputs", folder=folder, constraints=[erl])
    assert answer["left_out"] == []
    name = "outer.zip" if kind == "two" else "lines.zip"
    with closing(sqlite3.connect(folder / "out" / "review.gpkg")) as book:
        facts = dict(book.execute("select key, value from run where key like '%erl%sha256'"))
    said = {key.rpartition(".")[2]: value for key, value in facts.items()}
    assert said["file_sha256"] == hashlib.sha256(content).hexdigest()
    assert said["archive_sha256"] == hashlib.sha256((folder / name).read_bytes()).hexdigest()
    package = shutil.move(archive_of(answer), tmp_path / "p.zip")
    shutil.rmtree(folder)
    verified = command("verify", package, "--json")
    assert verified.status == 0 and verified.object["summary"]["equal"], verified.out


def test_an_archive_that_was_changed_since_the_review_is_not_packed(packed, command, tmp_path):
    source, _ = archived(tmp_path, "zip")
    packed(constraints=[{"key": "erl", "role": "ecological_red_line", "source": source, "coverage": "full"}])
    with zipfile.ZipFile(tmp_path / "lines.zip", "a") as archive:
        archive.writestr("more", "x")
    answer = command("package", tmp_path / "out" / "review.gpkg", "--with-inputs", "--json")
    assert answer.status == 2 and answer.object["error"]["code"] == "package_changed"


def test_an_archive_with_a_secret_layer_stays_as_a_whole(packed, tmp_path):
    source, _ = archived(tmp_path, "zip")
    case = secret_case()
    case["constraints"][0]["source"] = source
    case["constraints"][1]["source"] = source + "|layername=红线"
    answer = packed("--with-inputs", **case)
    assert not [name for name in members(archive_of(answer)) if "lines.zip" in name]
    assert {one["reason"] for one in answer["left_out"]} == {"secret"}


@pytest.mark.parametrize(
    "around", [["/vsizip/", "/../../x.shp"], ["/vsicurl/http://h/", ""], ["", "x"], ["/vsizip/{", "}{/x"]]
)
def test_a_forged_way_out_of_an_archive_is_refused(packed, command, tmp_path, around):
    source, _ = archived(tmp_path, "zip")
    erl = {"key": "erl", "role": "ecological_red_line", "source": source, "coverage": "full"}
    contents = members(archive_of(packed("--with-inputs", constraints=[erl])))
    manifest = json.loads(contents["manifest.json"])
    manifest["in_archives"][source] = around
    forged = tmp_path / "forged.zip"
    write_zip(forged, {**contents, "manifest.json": json.dumps(manifest).encode()})
    answer = command("verify", forged, "--json")
    assert answer.status == 1 and answer.object["error"]["code"] == "package_damaged"


def test_a_file_named_twice_goes_in_once(packed):
    erl = {"key": "erl", "role": "ecological_red_line", "source": "line.gpkg", "coverage": {"source": "line.gpkg"}}
    found = members(archive_of(packed("--with-inputs", constraints=[erl])))
    assert len([name for name in found if name.endswith("line.gpkg")]) == 1


@pytest.mark.parametrize("name", ["small.review.yaml", "city.json", "parcels.gpkg"])
def test_what_was_changed_since_the_review_is_not_packed(packed, command, tmp_path, name):
    packed()
    if name.endswith(".gpkg"):
        write_layer(tmp_path / name, [(square(0, 0, 10), "a", "b")], ["DKBH", "DKMC"], name="more")
    else:
        path = tmp_path / name
        path.write_text(path.read_text("utf-8").replace("Small", "Larger").replace("禁止", "允许"), "utf-8")
    before = (tmp_path / "out" / "small.evidence.zip").read_bytes()
    answer = command("package", tmp_path / "out" / "review.gpkg", "--with-inputs", "--json")
    assert (answer.status, answer.object["error"]["code"]) == (2, "package_changed")
    assert answer.object["error"]["file"].endswith(name)
    assert (tmp_path / "out" / "small.evidence.zip").read_bytes() == before


def test_decisions_count_again_when_a_package_is_verified(packed, command, tmp_path):
    decision = {
        "subject": "a",
        "rule": "R",
        "verdict": "basically_conforms",
        "by": "n",
        "at": "2026-11-01",
        "reason": "r",
    }
    text = json.dumps({"schema": "zoning-review/decisions/1", "decisions": [decision]})
    (tmp_path / "decisions.yaml").write_text(text, encoding="utf-8")
    package = archive_of(packed("--with-inputs", decisions="decisions.yaml"))
    (tmp_path / "decisions.yaml").unlink()
    assert command("verify", package).status == 0
    with_true_hashes(package, {**members(package), "decisions/1/decisions.yaml": text.replace('"n"', '"m"').encode()})
    answer = command("verify", package, "--json")
    assert answer.status == 3
    changed = {(one["table"], one["key"], one["column"]): (one["old"], one["new"]) for one in answer.object["changes"]}
    old, new = changed.pop(("issue", "decisions / a / decision_without_basis", "message"))
    assert changed == {("finding", "a /  / P1 / R", "override_by"): ("n", "m")}
    assert old.startswith("what n decided") and new == old.replace("what n", "what m")


# Packages that are not whole


def drop(path):
    rewritten(path, pack__1__city_DOT_json=None)


def change(path):
    rewritten(path, outputs__review_DOT_html=b"<html></html>")


def add(path):
    rewritten(path, pack__1__more_DOT_json=b"{}")


def later(path):
    contents = members(path)
    manifest = json.loads(contents["manifest.json"])
    write_zip(
        path, {**contents, "manifest.json": json.dumps({**manifest, "schema": "zoning-review/package/9"}).encode()}
    )


def elsewhere(path):
    contents = members(path)
    manifest = json.loads(contents["manifest.json"])
    manifest["files"]["pack"]["city.json"] = "../../../../etc/hostname"
    write_zip(path, {**contents, "manifest.json": json.dumps(manifest).encode()})


def cut(path):
    with open(path, "rb+") as stream:
        stream.truncate(2000)


def garble(path):
    content = bytearray(open(path, "rb").read())
    for place in range(1000, 3000):
        content[place] ^= 0xFF
    open(path, "wb").write(bytes(content))


BROKEN = {
    "member missing": (drop, "package_member_missing"),
    "member changed": (change, "package_member_changed"),
    "member added": (add, "package_member_added"),
    "no manifest": (lambda path: rewritten(path, manifest_DOT_json=None), "package_not_one"),
    "manifest no JSON": (lambda path: rewritten(path, manifest_DOT_json=b"{"), "package_damaged"),
    "manifest too deep": (lambda path: rewritten(path, manifest_DOT_json=b"[" * 90_000), "package_damaged"),
    "manifest of something else": (lambda path: rewritten(path, manifest_DOT_json=b"[]"), "package_damaged"),
    "of a later version": (later, "package_other_version"),
    "files elsewhere": (elsewhere, "package_damaged"),
    "cut": (cut, "package_not_one"),
    "garbled": (garble, "package_damaged"),
    "no archive": (lambda path: open(path, "wb").write(b"x" * 100), "package_not_one"),
    "missing": (lambda path: __import__("os").unlink(path), "package_not_one"),
}


@pytest.mark.parametrize("harm, code", BROKEN.values(), ids=BROKEN)
def test_a_package_that_is_not_whole_is_refused(whole, command, harm, code):
    harm(whole)
    answer = command("verify", whole, "--json")
    assert (answer.status, answer.object["error"]["code"]) == (1, code)
    assert "Traceback" not in answer.err


def test_a_public_version_is_not_packed(packed, command, tmp_path):
    packed()
    assert command("export", tmp_path / "out" / "review.gpkg", "--public").status == 0
    answer = command("package", tmp_path / "out" / "public" / "review.gpkg", "--json")
    assert (answer.status, answer.object["error"]["code"]) == (2, "package_public")


# Hostile archives


def stored(path, *names, link=False, encrypted=False):
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            info = zipfile.ZipInfo("x")
            info.filename = name  # as it is, also where the library would mend it
            info.external_attr = ((stat.S_IFLNK if link else stat.S_IFREG) | 0o777) << 16
            archive.writestr(info, "/etc/passwd")
    if encrypted:
        content = bytearray(path.read_bytes())
        content[content.index(b"PK\x01\x02") + 8] |= 1
        path.write_bytes(bytes(content))


UNSAFE = {
    "absolute": ["/tmp/evil"],
    "above": ["a/../../evil"],
    "above alone": ["../evil"],
    "here": ["./a/./evil"],
    "backslashes": ["..\\evil"],
    "a drive": ["C:/evil"],
    "a stream": ["a.txt:evil"],
    "a folder": ["evil/"],
    "empty part": ["a//evil"],
    "a control character": ["ev\x01il"],
    "twice": ["a", "a"],
    "twice on some systems": ["a/B", "A/b"],
    "a file and a folder": ["a", "a/b"],
    "a folder and a file": ["a/b", "a"],
    "a name too long": ["a" * 300],
}


@pytest.mark.parametrize("names", UNSAFE.values(), ids=UNSAFE)
def test_members_that_reach_elsewhere_are_refused_and_nothing_is_written(tmp_path, names):
    path, folder = tmp_path / "evil.zip", tmp_path / "in" / "here"
    folder.mkdir(parents=True)
    stored(path, "good", *names)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(InputFault) as told:
        unpack(path, folder)
    assert told.value.code == "package_member_unsafe"
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("harm", [{"link": True}, {"encrypted": True}])
def test_links_and_locked_members_are_refused(tmp_path, harm):
    stored(tmp_path / "evil.zip", "a", **harm)
    (tmp_path / "in").mkdir()
    with pytest.raises(InputFault) as told:
        unpack(tmp_path / "evil.zip", tmp_path / "in")
    assert told.value.code == "package_member_unsafe" and not list((tmp_path / "in").iterdir())


def test_a_bomb_is_not_unpacked(tmp_path):
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        block = bytes(10_000_000)
        for number in range(210):
            archive.writestr(f"{number}", block)
    (tmp_path / "in").mkdir()
    with pytest.raises(InputFault) as told:
        unpack(path, tmp_path / "in")
    assert told.value.code == "package_too_large" and not list((tmp_path / "in").iterdir())


def test_a_nested_bomb_is_not_unpacked(tmp_path):
    inner, outer = tmp_path / "inner.zip", tmp_path / "outer.zip"
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        block = bytes(10_000_000)
        for number in range(210):
            archive.writestr(f"{number}", block)
    with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(inner, "input/1/layer.zip")
    (tmp_path / "in").mkdir()
    with pytest.raises(InputFault) as told:
        unpack(outer, tmp_path / "in")
    assert told.value.code == "package_too_large"


def test_too_many_members_are_refused(tmp_path, monkeypatch):
    from zoning_review_plugin.outputs import zip_file

    monkeypatch.setattr(zip_file, "_MOST_MEMBERS", 2)
    stored(tmp_path / "many.zip", "a", "b", "c")
    with pytest.raises(InputFault) as told:
        unpack(tmp_path / "many.zip", tmp_path / "in")
    assert told.value.code == "package_too_large"


def test_an_edited_result_is_not_packed(packed, command, tmp_path):
    packed()
    with closing(sqlite3.connect(tmp_path / "out" / "review.gpkg")) as database, database:
        database.execute("UPDATE conclusion SET verdict = 'conforms'")
    answer = command("package", tmp_path / "out" / "review.gpkg", "--json")
    assert (answer.status, answer.object["error"]["code"]) == (1, "result_edited")
