"""Layers of a PostGIS server: read by window and filter, not whole; the tables are those of a file."""

import subprocess

import pytest

from zoning_review_plugin.inputs.layers import open_source
from zoning_review_plugin.model.errors import CaseFault

from .small_cases import X0, Y0, square, table_of, write_layer
from .small_postgis import SmallServer, programs

pytestmark = pytest.mark.skipif(programs() is None, reason="PostGIS is not installed")
GRID = 60  # so many zones along either side, 1 km apart
ROWS = GRID * GRID + 2


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server with the table `zones`: a grid of squares of 600 m, one without geometry, one that is empty."""
    found = SmallServer(tmp_path_factory.mktemp("pg"))
    try:
        found.run(
            "create table zones (id serial primary key, code text, class text, geom geometry(Polygon, 32650));"
            "insert into zones (code, class, geom) select 'z' || i || '_' || j, (array['even', 'odd'])[i % 2 + 1],"
            f" ST_MakeEnvelope({X0} + 1000 * i, {Y0} + 1000 * j, {X0} + 1000 * i + 600, {Y0} + 1000 * j + 600, 32650)"
            f" from generate_series(0, {GRID - 1}) i, generate_series(0, {GRID - 1}) j;"
            "insert into zones (code, geom) values ('null', null), ('void', ST_GeomFromText('POLYGON EMPTY', 32650));"
            "create index on zones using gist (geom); analyze zones"
        )
        yield found
    finally:
        found.end()


@pytest.fixture
def reviewed(small_case, command, tmp_path, server):
    """A function: source of the zones → ({table: rows}, rows that the server has delivered)."""

    def review(source, *words, **more):
        rows = [(square(20_000 + 700 * k, 20_300, 500), f"s{k}", None) for k in range(6)]
        zones = {"key": "zones", "role": "permanent_farmland", "source": source, "coverage": "full", **more}
        zones["fields"] = {"id": "code", "class": "class"}
        case = small_case(
            constraints=[zones], outputs=["gpkg"], options={"search_distance_m": 2000, "overlap_geometry": "none"}
        )
        (tmp_path / "parcels.gpkg").unlink()
        write_layer(tmp_path / "parcels.gpkg", rows, ["DKBH", "DKMC"])
        server.delivered()
        answer = command("review", case, "--output", tmp_path / "out", "--json", "--engine", "shapely", *words)
        assert answer.status == 0, answer.err
        tables = {
            name: table_of(tmp_path / "out" / "review.gpkg", name) for name in ("overlap", "exposure", "issue", "run")
        }
        return tables, server.delivered()

    return review


def same(one, other):
    for name in ("overlap", "exposure"):
        assert one[name] == other[name], name
    assert [row["check_code"] for row in one["issue"]] == [row["check_code"] for row in other["issue"]]


def test_a_review_reads_what_lies_around_its_subjects(server, reviewed, tmp_path):
    """A window of some 8 by 5 km of 60 by 60: the figures are those of a file that is read whole."""
    file = tmp_path / "zones.gpkg"
    subprocess.run(["ogr2ogr", "-f", "GPKG", str(file), server.source, "zones"], check=True)
    whole, none = reviewed("zones.gpkg")
    part, delivered = reviewed(f"{server.source}|layername=zones")
    assert none == 0 and 12 <= delivered <= 60 < ROWS / 50
    assert len(part["overlap"]) >= 6
    same(whole, part)
    facts = {row["key"]: row["value"] for row in part["run"]}
    assert facts["constraint.zones.features"] == str(ROWS) and facts["constraint.zones.count"] == str(delivered)
    assert len(facts["constraint.zones.window"].split()) == 4


def test_workers_ask_for_their_own_windows(server, reviewed):
    alone, _ = reviewed(f"{server.source}|layername=zones")
    shared, delivered = reviewed(f"{server.source}|layername=zones", "--workers", "2")
    same(alone, shared)
    assert delivered < ROWS / 20


def test_a_filter_is_the_servers_work(server, reviewed, tmp_path):
    subset = "|subset=class = 'even'"
    file = tmp_path / "zones.gpkg"
    subprocess.run(["ogr2ogr", "-f", "GPKG", str(file), server.source, "zones"], check=True)
    whole, _ = reviewed("zones.gpkg" + subset)
    part, delivered = reviewed(f"{server.source}|layername=zones{subset}")
    same(whole, part)
    assert {row["feature_class"] for row in part["overlap"]} == {"even"} and delivered <= 30


def test_far_from_everything_is_not_an_empty_layer(server, reviewed):
    """Nothing is delivered but the features without a place: the layer is known, and nothing is met."""
    subset = "|subset=code in ('z0_0', 'z59_59')"
    tables, delivered = reviewed(f"{server.source}|layername=zones{subset}")
    assert delivered == 0
    assert {row["status"] for row in tables["exposure"]} == {"not_involved"}
    assert {row["union_area_m2"] for row in tables["exposure"]} == {0.0}


def test_where_coordinates_cannot_be_right_the_layer_is_read_whole(server, reviewed):
    """One zone at eastings without a place: it may lie anywhere, so that no window can be relied on."""
    server.run(
        "create table odd as select * from zones; insert into odd (id, code, geom)"
        " values (99999, 'lost', ST_MakeEnvelope(40400000, 4000000, 40400100, 4000100, 32650))"
    )
    tables, delivered = reviewed(f"{server.source}|layername=odd")
    assert delivered == ROWS + 1
    assert "features_unplaced" in {row["check_code"] for row in tables["issue"]}


@pytest.mark.parametrize(
    "subset",
    [
        "1=1; create table made(a int); --",
        "1=1); create table made(a int); --",
        "query_to_xml('select 1', true, false, '') is null",
        "nextval('zones_id_seq') > 0",
    ],
)
def test_a_filter_changes_nothing_on_the_server(server, tmp_path, subset):
    before = server.run("select count(*), (select last_value from zones_id_seq) from information_schema.tables")
    with pytest.raises(CaseFault) as caught:
        layer = open_source(f"{server.source}|layername=zones|subset={subset}", "auto", tmp_path)
        list(layer.batches(["code"]))
    assert caught.value.code == "subset_not_plain"
    assert server.run("select count(*), (select last_value from zones_id_seq) from information_schema.tables") == before
