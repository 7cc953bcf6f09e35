"""Texts of lists (CSV, TSV) and MapInfo tables in GBK, Big5 and UTF-8: right whatever is stated of them, or told."""

import pickle
import re
import zipfile

import pytest
from osgeo import gdal, ogr, osr

from zoning_review_plugin.inputs.layer import MemoryLayer, Window
from zoning_review_plugin.inputs.layers import open_source
from zoning_review_plugin.model.errors import InputFault

from .small_cases import X0, Y0, square, table_of

SIMPLIFIED = (("编号", "名称"), [("红01", "生态保护红线甲"), ("红02", "一般农田，丙")])
TRADITIONAL = (("編號", "名稱"), [("綠01", "都市計畫農業區"), ("綠02", "保護區道路用地")])
CODECS = {"gbk": SIMPLIFIED, "big5": TRADITIONAL, "utf-8": SIMPLIFIED}
PLACES = [("116.3", "34.9"), ("116.4", "34.8")]
GDAL_PAGE = {"gbk": "CP936", "big5": "CP950", "utf-8": ""}
CHARSETS = {"gbk": "WindowsSimpChinese", "big5": "WindowsTradChinese", "utf-8": "UTF-8"}
PAGES = {"gbk": "GBK", "big5": "BIG5", "utf-8": "UTF-8"}
STATEMENTS = [
    *(
        (codec, said)
        for codec in CODECS
        for said in ("WindowsSimpChinese", "WindowsTradChinese", "WindowsLatin1", "UTF-8", "Neutral")
    ),
    ("gbk", None),
]


def read(path, encoding="auto"):
    """(texts by field, {code: severity}, facts) of a file, as the program delivers it."""
    crs = "" if path.suffix in (".tab", ".mif") else "|crs=EPSG:4490"
    layer = open_source(f"{path}{crs}", encoding, path.parent)
    names = [field.name for field in layer.fields]
    faults = []
    parts = list(layer.batches(names, faults=faults))
    texts = {name: [text for part in parts for text in part.attributes[name]] for name in names}
    return texts, {fault.code: fault for fault in (*layer.found, *faults)}, layer.facts


def right(texts, codec):
    names, rows = CODECS[codec]
    return {name: texts.get(name) for name in names} == dict(zip(names, map(list, zip(*rows))))


@pytest.fixture
def listed(tmp_path):
    """A function that writes a list → its path. places: with coordinates."""

    def write(codec, suffix=".csv", places=True, cpg=None, mark=b""):
        names, rows = CODECS[codec]
        lines = [(*names, *(("lon", "lat") if places else ()))]
        lines += [(*row, *(place if places else ())) for row, place in zip(rows, PLACES)]
        separator = "\t" if suffix == ".tsv" else ","
        path = tmp_path / f"list{suffix}"
        text = "\r\n".join(separator.join(f'"{cell}"' for cell in line) for line in lines)
        path.write_bytes(mark + text.encode(codec))
        if cpg:
            path.with_suffix(".cpg").write_text(cpg, encoding="ascii")
        return path

    return write


@pytest.mark.parametrize("places", [True, False], ids=["coordinates", "texts only"])
@pytest.mark.parametrize("suffix", [".csv", ".tsv"])
@pytest.mark.parametrize("stated", [None, *PAGES])
@pytest.mark.parametrize("codec", CODECS)
def test_a_list_reads_right_whatever_stands_beside_it(listed, codec, stated, suffix, places):
    path = listed(codec, suffix, places, PAGES.get(stated))
    texts, told, facts = read(path)
    assert right(texts, codec), texts
    codes = {code for code in told if code.startswith(("encoding", "text"))}
    if stated is None:
        assert codes == (set() if codec == "utf-8" else {"encoding_tried"})
    else:
        assert codes == (set() if stated == codec else {"encoding_false"})
    assert facts["encoding_from"] == ("cpg" if stated == codec else "tried")
    for code in codes:
        assert CODECS[codec][1][0][1] in told[code].params["samples"]


@pytest.mark.parametrize("codec", CODECS)
def test_a_mark_is_believed_unless_the_texts_contradict_it(listed, codec):
    texts, told, facts = read(listed(codec, mark=b"\xef\xbb\xbf"))
    assert right(texts, codec) and set(told) == (set() if codec == "utf-8" else {"encoding_false"})
    assert facts["encoding_from"] == ("mark" if codec == "utf-8" else "tried")
    if told:
        assert told["encoding_false"].params["where"] == "BOM"


def test_a_list_in_utf16_as_spreadsheets_save_it(listed, tmp_path):
    path = listed("utf-8")
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16"))
    texts, told, facts = read(path)
    assert right(texts, "utf-8") and told == {} and facts["encoding"] == "UTF-16"


def test_the_case_names_the_encoding_of_a_list(listed):
    for codec in CODECS:
        texts, told, facts = read(listed(codec), PAGES[codec])
        assert right(texts, codec) and told == {} and facts["encoding_from"] == "case"
    with pytest.raises(InputFault) as caught:
        read(listed("gbk"), "UTF-8")
    assert caught.value.code == "file_undecodable"


def test_bytes_that_are_no_text_are_no_list(tmp_path):
    (tmp_path / "b.csv").write_bytes(b"lon,lat\n" + bytes(range(128, 256)) * 40)
    with pytest.raises(InputFault) as caught:
        read(tmp_path / "b.csv")
    assert caught.value.code == "file_undecodable"


@pytest.fixture
def mapinfo(tmp_path):
    """A function that writes a MapInfo table as MapInfo does: names of fields in the header as bytes → its path."""

    def write(codec, form, charset):
        path = tmp_path / f"table.{form}"
        names, rows = CODECS[codec]
        page = GDAL_PAGE[codec]
        options = [f"FORMAT={'TAB' if form == 'tab' else 'MIF'}", *([f"ENCODING={page}"] if page else [])]
        dataset = ogr.GetDriverByName("MapInfo File").CreateDataSource(str(path), options)
        reference = osr.SpatialReference()
        reference.ImportFromEPSG(32650)
        layer = dataset.CreateLayer("table", reference, ogr.wkbPolygon, options[1:])
        for name in ("FIRST_NAME", "OTHER_NAME"):
            field = ogr.FieldDefn(name, ogr.OFTString)
            field.SetWidth(60)
            layer.CreateField(field)
        for number, row in enumerate(rows):
            feature = ogr.Feature(layer.GetLayerDefn())
            for k, text in enumerate(row):
                feature.SetField(k, text)
            feature.SetGeometry(ogr.CreateGeometryFromWkt(square(50 + 200 * number, 0, 100)))
            layer.CreateFeature(feature)
        del feature, layer, dataset
        header = path.read_bytes()
        for ours, theirs in zip((b"FIRST_NAME", b"OTHER_NAME"), names):
            header = header.replace(ours, theirs.encode(codec))
        old = rb'!charset \w+|( Charset|^Charset) "\w+"'
        if charset is None:
            header = re.sub(rb"(?m)^!charset.*\r?\n|" + rb'^Charset "\w+"\r?\n|' + rb' Charset "\w+"', b"", header)
        else:
            new = charset.encode()
            header = re.sub(b"(?m)" + old, lambda f: f[1] + b' "%s"' % new if f[1] else b"!charset " + new, header)
        path.write_bytes(header)
        return path

    return write


@pytest.mark.parametrize("form", ["tab", "mif"])
@pytest.mark.parametrize(("codec", "charset"), STATEMENTS)
def test_a_mapinfo_table_reads_right_whatever_its_header_states(mapinfo, codec, charset, form):
    texts, told, facts = read(path := mapinfo(codec, form, charset))
    assert right(texts, codec), (texts, told)
    codes = {code for code in told if code.startswith(("encoding", "text"))}
    if charset in (None, "Neutral"):
        assert codes == {"encoding_tried"} and facts["encoding_from"] == "tried"
    elif charset == CHARSETS[codec]:
        assert codes == set() and facts["encoding_from"] == "charset"
    else:
        assert codes == {"encoding_false"} and facts["encoding_from"] == "tried"
        assert charset in told["encoding_false"].params["where"]
    for code in codes:
        assert CODECS[codec][1][0][1] in told[code].params["samples"]
    assert path.stem == "table"
    layer = open_source(str(path), "auto", path.parent)
    assert layer.crs is not None and layer.declared_count == 2 and layer.name == "table"


@pytest.mark.parametrize("form", ["tab", "mif"])
@pytest.mark.parametrize("codec", CODECS)
def test_the_case_names_the_encoding_of_a_mapinfo_table(mapinfo, codec, form):
    texts, told, facts = read(mapinfo(codec, form, "WindowsLatin1"), PAGES[codec])
    assert right(texts, codec) and facts["encoding_from"] == "case" and "encoding_false" not in told
    other = {"gbk": "UTF-8", "big5": "UTF-8", "utf-8": "GBK"}[codec]
    told = read(mapinfo(codec, form, CHARSETS[codec]), other)[1]
    assert codec == "utf-8" or {"encoding_named_wrong", "text_undecodable"} <= set(told)


@pytest.mark.parametrize("form", ["tab", "mif"])
def test_a_filter_meets_the_texts_as_they_read(mapinfo, form):
    path = mapinfo("gbk", form, "WindowsLatin1")
    layer = open_source(f"{path}|subset=\"名称\" = '生态保护红线甲'", "auto", path.parent)
    assert [text for part in layer.batches(["编号"]) for text in part.attributes["编号"]] == ["红01"]


def test_a_copy_in_memory_is_not_left_behind(mapinfo, listed):
    before = gdal.ReadDir("/vsimem/")
    read(mapinfo("gbk", "tab", "Neutral"))
    read(listed("gbk", places=False))
    assert gdal.ReadDir("/vsimem/") == before


@pytest.fixture
def little_memory(monkeypatch, tmp_path_factory):
    """Everything is too large to be held; the folder in which temporary ones are made."""
    folder = tmp_path_factory.mktemp("temporary")
    monkeypatch.setattr("zoning_review_plugin.inputs.texts.recoded_lists.MAX_BYTES", 100)
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


@pytest.mark.parametrize("form", ["tab", "mif"])
@pytest.mark.parametrize(("codec", "charset"), [("gbk", "Neutral"), ("gbk", "WindowsLatin1"), ("big5", None)])
def test_a_large_mapinfo_table_reads_as_a_small_one(mapinfo, little_memory, codec, charset, form):
    """A province's is: it is streamed from a folder of links, and nothing of that stays."""
    path = mapinfo(codec, form, charset)
    texts, told, facts = read(path)
    assert right(texts, codec), (texts, told)
    assert facts["encoding_from"] == "tried" and len([code for code in told if code.startswith("encoding")]) == 1
    layer = open_source(str(path), "auto", path.parent)
    assert (layer.stem, layer.name, layer.declared_count) == ("table", "table", 2) and layer.crs is not None
    assert "file_sha256" in layer.facts and not isinstance(layer, MemoryLayer)
    x, y = X0 + 250, Y0 + 50
    name, sent = CODECS[codec][0][1], pickle.loads(pickle.dumps(layer.portable()))
    found = [text for part in sent.batches([name], Window(x, y, x, y)) for text in part.attributes[name]]
    assert found == [CODECS[codec][1][1][1]]
    assert list(little_memory.iterdir()) == []


@pytest.mark.parametrize("form", ["tab", "mif"])
def test_a_filter_meets_the_texts_of_a_large_table(mapinfo, little_memory, form):
    path = mapinfo("gbk", form, "Neutral")
    layer = open_source(f"{path}|subset=\"名称\" = '生态保护红线甲'", "auto", path.parent)
    assert [text for part in layer.batches(["编号"]) for text in part.attributes["编号"]] == ["红01"]


def test_a_large_table_in_an_archive(mapinfo, little_memory):
    path = mapinfo("gbk", "tab", "Neutral")
    with zipfile.ZipFile(path.parent / "t.zip", "w") as archive:
        for part in path.parent.glob("table.*"):
            archive.write(part, part.name)
    layer = open_source(f"/vsizip/{path.parent}/t.zip/table.tab", "auto", path.parent)
    assert [text for part in layer.batches(["编号"]) for text in part.attributes["编号"]] == ["红01", "红02"]
    assert list(little_memory.iterdir()) == []


@pytest.mark.parametrize("codec", CODECS)
def test_a_list_too_long_to_be_recoded_is_a_fault(listed, little_memory, codec):
    path = listed(codec, places=False)
    path.write_bytes(b"\r\n".join([path.read_bytes()] * 3))
    if codec == "utf-8":
        assert right({name: texts[:2] for name, texts in read(path)[0].items()}, codec)
        return
    with pytest.raises(InputFault) as caught:
        read(path)
    assert caught.value.code == "file_too_large"


def test_mapinfo_names_are_right_in_the_results(mapinfo, small_case, command, tmp_path):
    path = mapinfo("gbk", "tab", "WindowsLatin1")
    erl = {"key": "erl", "role": "ecological_red_line", "source": str(path), "coverage": "full"}
    case = small_case(constraints=[{**erl, "fields": {"id": "编号", "name": "名称"}}], outputs=["gpkg"])
    assert command("review", case, "--json").status == 0
    (row,) = table_of(tmp_path / "small.review" / "review.gpkg", "overlap")
    assert (row["feature_id"], row["name"]) == ("红01", "生态保护红线甲")
