"""Text of shapefiles in the encodings that occur in China, stated or not: right, or told that it is not."""

import re
import struct

import pytest
from openpyxl import load_workbook

from zoning_review_plugin.inputs.layer import in_memory
from zoning_review_plugin.inputs.ogr.ogr_layer import open_ogr
from zoning_review_plugin.inputs.source import parse_source
from zoning_review_plugin.inputs.texts.destroyed_texts import destroyed, suspicious

from .small_cases import square, table_of, write_layer

_GBK_BYTE = 0x4D  # the language byte of code page 936
_ANSI_BYTE = 0x57  # written by many programs, whatever the encoding is


def dbf(path, fields, rows, language_byte=0):
    """Write a dBASE table of text fields. fields: {name (bytes): width}; rows: lists of bytes."""
    header = struct.pack("<BBBBIHH", 3, 124, 1, 1, len(rows), 33 + 32 * len(fields), 1 + sum(fields.values()))
    header += bytes(17) + bytes([language_byte]) + bytes(2)
    for name, width in fields.items():
        header += name.ljust(11, b"\x00") + b"C" + bytes(4) + bytes([width, 0]) + bytes(14)
    body = b"".join(b" " + b"".join(v.ljust(w)[:w] for v, w in zip(row, fields.values())) for row in rows)
    path.write_bytes(header + b"\r" + body + b"\x1a")


def dbf_texts(content, codec):
    """{field: [text or None]} of the text fields of a dBASE table: an independent reading."""
    count, start, width = struct.unpack("<IHH", content[4:12])
    fields, at = [], 1
    for k in range((start - 33) // 32):
        entry = content[32 + 32 * k : 64 + 32 * k]
        fields.append((entry[:11].split(b"\x00")[0].decode(codec), entry[11:12], at, entry[16]))
        at += entry[16]
    rows = [content[start + width * k : start + width * (k + 1)] for k in range(count)]
    return {
        name: [row[a : a + size].rstrip(b" ").decode(codec) or None for row in rows]
        for name, kind, a, size in fields
        if kind == b"C"
    }


def delivered(path, encoding="auto"):
    """(texts by field, codes of faults, facts) as the program reads a file."""
    layer = open_ogr(parse_source(str(path), "."), encoding)
    faults = []
    names = [field.name for field in layer.fields]
    parts = list(layer.batches(names, faults=faults))
    texts = {name: [text for part in parts for text in part.attributes[name]] for name in names}
    return texts, [fault.code for fault in faults], layer.facts


@pytest.fixture
def shapefile(tmp_path):
    """A function that makes a shapefile of points with a hand-written table → its path."""

    def make(rows, codec, names=("名称", "类别"), width=40, cpg=None, language_byte=0, suffix=".cpg", wkt=None):
        places, crs = [(wkt or "POINT(1 2)",)] * len(rows), 32650 if wkt else None
        path = write_layer(tmp_path / "图层.shp", places, crs=crs)
        for extra in (".cpg", ".CPG"):
            path.with_suffix(extra).unlink(missing_ok=True)
        values = [[v if isinstance(v, bytes) else v.encode(codec) for v in row] for row in rows]
        dbf(path.with_suffix(".dbf"), {n.encode(codec): width for n in names}, values, language_byte)
        if cpg:
            path.with_suffix(suffix).write_text(cpg, encoding="ascii")
        return path

    return make


ROWS = [["生态保护红线", "核心"], ["一般农田，甲（二）", "其他"], ["ASCII only", "乡"]]
_BIG5 = ("名稱", "類別")
TRADITIONAL = [["都市計畫農業區", "保護區"], ["河川區", "道路用地"]]


@pytest.mark.parametrize(
    ("rows", "codec", "options"),
    [
        (ROWS, "gbk", {}),
        (ROWS, "gbk", {"language_byte": _GBK_BYTE}),
        (ROWS, "gbk", {"cpg": "GBK"}),
        (ROWS, "gbk", {"cpg": "936"}),
        (ROWS, "gbk", {"cpg": "GBK", "suffix": ".CPG"}),
        (ROWS, "gbk", {"cpg": "GB2312"}),
        ([["㐂𠮷镕", "龘"]], "gb18030", {}),
        ([["㐂𠮷镕", "龘"]], "gb18030", {"cpg": "GB18030"}),
        (ROWS, "utf-8", {}),
        (ROWS, "utf-8", {"width": 254}),
        (ROWS, "gbk", {"width": 200}),
        (ROWS, "utf-8", {"cpg": "UTF-8"}),
        (ROWS, "utf-8", {"cpg": "utf8"}),
        (TRADITIONAL, "big5", {"cpg": "BIG5", "names": _BIG5}),
        (TRADITIONAL, "big5", {"cpg": "950", "names": _BIG5}),
        (TRADITIONAL, "big5", {"cpg": "Big5", "suffix": ".CPG", "names": _BIG5}),
        (TRADITIONAL, "big5", {"names": _BIG5}),
        (ROWS, "gbk", {"language_byte": _ANSI_BYTE}),
        (ROWS, "utf-8", {"language_byte": _ANSI_BYTE}),
        ([["Straße", "Gewässer"], ["äöü", "é"]], "latin-1", {"language_byte": _ANSI_BYTE, "names": ("NAME", "CLASS")}),
        ([["plain", "text"]], "ascii", {"names": ("NAME", "CLASS")}),
    ],
    ids=lambda value: value if isinstance(value, str) else str(value)[:40] if isinstance(value, dict) else "",
)
def test_names_and_values_come_out_right(shapefile, rows, codec, options):
    texts, faults, _ = delivered(shapefile(rows, codec, **options))
    names = options.get("names", ("名称", "类别"))
    assert texts == {name: [row[k] for row in rows] for k, name in enumerate(names)} and faults == []


@pytest.mark.parametrize(("codec", "rows", "said"), [("gbk", ROWS, "GBK"), ("big5", TRADITIONAL, "BIG5")])
def test_the_case_may_name_the_encoding(shapefile, codec, rows, said):
    path = shapefile(rows, codec, names=_BIG5)
    texts, faults, facts = delivered(path, said)
    assert texts["名稱"] == [row[0] for row in rows] and faults == []
    assert facts["encoding"] == said and facts["encoding_from"] == "case"
    path.with_suffix(".cpg").write_text("UTF-8", encoding="ascii")  # a wrong statement beside the file
    assert delivered(path, said)[0] == texts


@pytest.mark.parametrize("last", ["林", "A林", "界"])
def test_one_chinese_character_at_the_very_end(shapefile, last):
    path = shapefile([[last]], "gbk", names=("LX",), width=len(last.encode("gbk")))
    assert delivered(path)[0] == {"LX": [last]}


CODECS = {"gbk": "GBK", "big5": "BIG5", "utf-8": "UTF-8"}
FALSE = ["GBK", "936", "BIG5", "950", "UTF-8", "ISO-8859-1", "1252", "NO-SUCH-PAGE"]


def opening_faults(path, encoding="auto"):
    """{code: (params, severity)} of what was noticed when a file was opened."""
    layer = open_ogr(parse_source(str(path), "."), encoding)
    return {fault.code: (fault.params, fault.severity) for fault in layer.found}


@pytest.mark.parametrize("stated", FALSE)
@pytest.mark.parametrize("codec", CODECS)
def test_a_false_statement_is_seen_through_and_told(shapefile, codec, stated):
    rows, names = (TRADITIONAL, _BIG5) if codec == "big5" else (ROWS, ("名称", "类别"))
    texts, faults, facts = delivered(path := shapefile(rows, codec, names=names, cpg=stated))
    assert texts == {name: [row[k] for row in rows] for k, name in enumerate(names)} and faults == []
    right = stated in {"gbk": ("GBK", "936"), "big5": ("BIG5", "950"), "utf-8": ("UTF-8",)}[codec]
    told = opening_faults(path)
    assert set(told) == (set() if right else {"encoding_false"})
    if not right:
        params, severity = told["encoding_false"]
        assert severity == "warning" and params["where"] == ".cpg" and rows[0][0] in params["samples"]
        assert {params["used"]} == {facts["encoding"]} == {{"gbk": "GB18030", "big5": "CP950"}.get(codec, "UTF-8")}


def test_a_false_language_byte_is_seen_through_and_told(shapefile):
    path = shapefile(ROWS, "utf-8", language_byte=_GBK_BYTE)
    assert delivered(path)[0]["名称"] == [row[0] for row in ROWS]
    params, _ = opening_faults(path)["encoding_false"]
    assert params["where"] == ".dbf" and params["used"] == "UTF-8"


@pytest.mark.parametrize(
    ("codec", "cpg", "values"),
    [
        ("cp1251", "1251", ["Лесной фонд", "Охранная зона"]),
        ("koi8-r", "KOI8-R", ["Лесной фонд", "Охранная зона"]),
        ("cp932", "932", ["森林計画対象民有林", "自然公園地域"]),
        ("cp949", "949", ["자연환경보전지역", "개발제한구역"]),
        ("latin-1", "ISO-8859-1", ["Naturschutzgebiet Müritz", "Forêt domaniale"]),
        ("cp1252", "1252", ["Straße", "Gewässer – Ufer"]),
    ],
)
def test_true_statements_of_other_pages_are_believed(shapefile, codec, cpg, values):
    path = shapefile([[value] for value in values], codec, names=("NAME",), cpg=cpg)
    assert delivered(path)[0] == {"NAME": values} and opening_faults(path) == {}


@pytest.mark.parametrize(("codec", "used"), [("gbk", "GB18030"), ("big5", "CP950"), ("utf-8", "UTF-8")])
def test_a_choice_by_trial_is_told_with_samples(shapefile, codec, used):
    rows, names = (TRADITIONAL, _BIG5) if codec == "big5" else (ROWS, ("名称", "类别"))
    params, severity = opening_faults(shapefile(rows, codec, names=names))["encoding_tried"]
    assert params["used"] == used and severity == "info"
    assert names[0] in params["samples"] and rows[0][0] in params["samples"]
    assert opening_faults(shapefile([["plain"]], "ascii", names=("NAME",))) == {}


def test_the_case_wins_and_is_told_where_it_cannot_be_right(shapefile):
    path = shapefile(ROWS, "gbk", names=("NAME", "CLASS"))
    texts, faults, facts = delivered(path, "UTF-8")
    assert faults == ["text_undecodable"] and facts["encoding"] == "UTF-8"
    assert texts["NAME"][2] == "ASCII only" and "\ufffd" in texts["NAME"][0]
    params, severity = opening_faults(path, "UTF-8")["encoding_named_wrong"]
    assert severity == "warning" and params["count"] == 5 and params["better"] == "GB18030"
    assert ROWS[0][0] in params["samples"]
    assert opening_faults(path, "GBK") == {}


@pytest.mark.parametrize("codec", ["utf-8", "gbk"])
def test_a_name_cut_within_a_character_keeps_what_is_whole(tmp_path, codec):
    """Ten bytes hold five characters of GBK, or three of UTF-8 and a third of one (which ends GDAL's quick way)."""
    fields = {"环境管控单元编码".encode(codec)[:10]: 20, "A类".encode(codec): 9, "A环境管控".encode(codec)[:10]: 9}
    path = tmp_path / "t.dbf"
    dbf(path, fields, [["甲单元".encode(codec), b"x", "乙".encode(codec)]])
    names = ["环境管", "A类", "A环境管"] if codec == "utf-8" else ["环境管控单", "A类", "A环境管控"]
    layer = open_ogr(parse_source(str(path), "."))
    assert [field.name for field in layer.fields] == names
    assert "field_names_destroyed" not in opening_faults(path)
    for wanted in (names, names[:1], names[1:]):
        (part,) = layer.batches(wanted)
        assert {name: part.attributes[name].tolist() for name in wanted} == {
            name: [text] for name, text in zip(names, ["甲单元", "x", "乙"]) if name in wanted
        }


_RIGHT = "生态保护红线与一般生态空间"
DESTROYED = {
    "question marks": "????????",
    "signs of loss": "生态\ufffd\ufffd红线",
    "signs of loss read as GBK": ("\ufffd" * 4).encode().decode("gbk"),
    "UTF-8 read as GBK": _RIGHT.encode().replace(b"\x80", "€".encode("gb18030")).decode("gb18030", "replace"),
    "UTF-8 read as Latin": _RIGHT.encode().decode("latin-1"),
    "GBK read as Latin": _RIGHT.encode("gbk").decode("latin-1"),
}
SOUND = [
    "漯河市涪陵区",
    "涪陵 泸州 濮阳",
    "沭河洮河湟水渭河澧县漳浦",
    "都市計畫農業區",
    "Straße Größe",
    "Forêt",
    "è vero?",
    "𠮷㐂",
    "Ａ区",
]
SOUND += ["Ａ区", "淅川县淇县浚县滦州泾源", "自然公園地域", "Лесной фонд", "50°30′", "纽约绥德绩溪绛县缙云", "①②③㎡"]


@pytest.mark.parametrize("name", DESTROYED)
def test_destroyed_texts_are_known(name):
    assert suspicious(DESTROYED[name]) and destroyed(DESTROYED[name])


def test_sound_texts_are_not_called_destroyed():
    assert [text for text in SOUND if destroyed(text)] == []


def test_no_name_of_a_place_is_called_destroyed(reference):
    texts = set()
    for path in sorted((reference / "codes").rglob("*.csv")):
        texts.update(re.findall("[^\x00-\x7f]+", path.read_text(encoding="utf-8")))
    assert len(texts) > 1000
    assert [text for text in texts if destroyed(text)] == []


@pytest.mark.parametrize("way", ["right", "missing", "false"])
@pytest.mark.parametrize("codec", CODECS)
def test_names_and_codes_are_right_in_every_output(shapefile, small_case, command, tmp_path, codec, way):
    name = "保護區甲" if codec == "big5" else "保护区甲"
    names = ("編號", "名稱") if codec == "big5" else ("编号", "名称")
    cpg = {"right": CODECS[codec], "missing": None, "false": "UTF-8" if codec == "gbk" else "GBK"}[way]
    path = shapefile([["乙01", name]], codec, names=names, cpg=cpg, wkt=square(50, 0, 100))
    erl = {"key": "erl", "role": "ecological_red_line", "source": str(path), "coverage": "full"}
    erl["fields"] = dict(zip(("id", "name"), names))
    case = small_case(constraints=[erl], outputs=["gpkg", "xlsx", "html", "csv", "json"])
    answer = command("review", case, "--json")
    assert answer.status == 0, answer.err
    folder = tmp_path / "small.review"
    (row,) = table_of(folder / "review.gpkg", "overlap")
    assert (row["feature_id"], row["name"]) == ("乙01", name)
    cells = [cell for sheet in load_workbook(folder / "review.xlsx") for row in sheet.values for cell in row]
    assert any(name in str(cell) for cell in cells)
    for file in (folder / "review.html", folder / "review.json"):
        assert name in file.read_text(encoding="utf-8"), file.name
    assert any(name in file.read_text(encoding="utf-8-sig") for file in (folder / "csv").glob("*.csv"))
    told = {row["check_code"] for row in table_of(folder / "review.gpkg", "issue")}
    assert told & {"encoding_tried", "encoding_false"} == {"right": set(), "missing": {"encoding_tried"}}.get(
        way, {"encoding_false"}
    )


def test_a_value_cut_within_a_character_spoils_no_other(shapefile):
    cut = "生态保护红线".encode("gbk")[:11]
    path = shapefile([[cut, "核心"], ["一般", "其他"]], "gbk", names=("NAME", "CLASS"))
    texts, faults, _ = delivered(path)
    right = texts["CLASS"] == ["核心", "其他"] and texts["NAME"][1] == "一般" and texts["NAME"][0][:5] == "生态保护红"
    assert right or faults, f"silently wrong: {texts}"


def test_values_that_are_cut_by_their_field_or_broken_leave_the_rest_right(shapefile):
    names = [f"第{k}自然保护地核心区" for k in range(30)]
    path = shapefile([[name.encode("utf-8")[:20]] for name in names], "utf-8", names=("NAME",), width=20)
    assert [text[:5] for text in delivered(path)[0]["NAME"]] == [name[:5] for name in names]
    rows = [[name] for name in names]
    path = shapefile([*rows, [b"\xff\xff ?"]], "utf-8", names=("NAME",))
    texts, faults, _ = delivered(path)
    assert texts["NAME"][:30] == names and faults == ["text_undecodable"]
    path = shapefile([*rows, [b"\xff\xff ?"]], "gbk", names=("NAME",))
    assert delivered(path)[0]["NAME"][:30] == names


def test_chinese_that_comes_late_in_a_long_table_is_found(shapefile):
    path = shapefile([["plain text"]] * 60_000 + [["林地"]], "gbk", names=("NAME",), width=100)
    assert delivered(path)[0]["NAME"][-1] == "林地"


def test_lone_surrogates_are_never_handed_on(reference):
    for name in ("shp_latin1.dbf", "system_encoding.shp"):
        texts, faults, _ = delivered(reference / "bad-inputs" / "encoding" / name)
        for column in texts.values():
            for text in filter(None, column):
                text.encode("utf-8")
                assert "\ufffd" not in text or "text_undecodable" in faults


@pytest.mark.parametrize("name", ["anhui", "beijing", "chongqing", "jiangsu"])
def test_gbk_shapefiles_as_they_occur(reference, name):
    path = reference / "bad-inputs" / "gbk-shapefiles" / f"{name}.shp"
    wanted = dbf_texts(path.with_suffix(".dbf").read_bytes(), "gbk")
    texts, faults, _ = delivered(path)
    assert faults == [] and len(texts) > 100
    assert {key: texts[key] for key in wanted} == wanted
    assert any("\u4e00" <= character <= "\u9fff" for key in texts for character in key)


@pytest.mark.parametrize("name", ["china_country", "rivers"])
def test_undeclared_utf8_and_what_was_lost_before(reference, name):
    path = reference / "bad-inputs" / "gbk-shapefiles" / f"{name}.shp"
    wanted = dbf_texts(path.with_suffix(".dbf").read_bytes(), "utf-8")
    texts, faults, _ = delivered(path)
    assert {key: texts[key] for key in wanted} == wanted and faults == []
    assert ("\ufffd" in str(wanted)) == (name == "rivers")  # shown, not repaired


@pytest.mark.parametrize(
    "name", ["utf8", "iso-8859-1", "iso-8859-1_ldid", "latin1", "windows-1252", "windows-1252_ldid"]
)
def test_declared_encodings(reference, name):
    texts, faults, _ = delivered(reference / "bad-inputs" / "encoding" / f"{name}.shp")
    assert faults == [] and texts["text"] == ["äöü"]


def test_reading_into_memory_keeps_the_texts(shapefile):
    layer = open_ogr(parse_source(str(shapefile(ROWS, "gbk")), "."))
    assert in_memory(layer).content.attributes["名称"].tolist() == [row[0] for row in ROWS]
