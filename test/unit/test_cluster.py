"""A Dask cluster of real processes on loopback: the same tables, lost workers, cancel, faults in words."""

import json
import os
import signal
import subprocess
import sys
import time
from functools import partial

import numpy as np
import pytest

from .independent import star
from .small_cases import X0, Y0, table_of, tree, write_layer

pytest.importorskip("distributed")
from distributed import Client, Security

from .small_cluster import SmallCluster, held_busy, until
from .test_review_executors import assert_same, tables

TABLES = ("subject", "piece", "overlap", "exposure", "issue")
pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals")


@pytest.fixture(scope="module")
def where(root):
    """Environment and working folder in which processes find the program, but not the folder of a case.

    They can be interrupted, also where the tests themselves were started in the background and cannot.
    """
    return {
        "cwd": root,
        "env": {**os.environ, "PYTHONPATH": str(root), "LC_ALL": "C.UTF-8", "PYTHONWARNINGS": "ignore"},
        "preexec_fn": partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    }


@pytest.fixture(scope="module")
def running(tmp_path_factory, where):
    """A cluster of three workers. Tests may kill workers of it, but leave one."""
    found = SmallCluster(tmp_path_factory.mktemp("cluster"), where)
    try:
        for name in ("a", "b", "c"):
            found.start_worker(name)
        with Client(found.address, set_as_default=False) as client:
            client.wait_for_workers(3, timeout=300)
        yield found
    finally:
        found.end()


@pytest.fixture
def client(running):
    with Client(running.address, set_as_default=False) as found:
        yield found


@pytest.fixture
def large_case(small_case, tmp_path):
    """A case that keeps three workers busy for some seconds: some hundred subjects of many vertices, two layers."""
    case = small_case(
        outputs=["gpkg"],
        constraints=[
            {"key": "erl", "role": "ecological_red_line", "source": "line.gpkg", "coverage": "full"},
            {"key": "field", "role": "permanent_farmland", "source": "field.gpkg"},
        ],
        options={"search_distance_m": 500, "overlap_geometry": "all"},
    )
    random = np.random.default_rng(3)

    def shapes(count, size, vertices):
        rings = [star(k, (X0, Y0) + random.uniform(0, 20_000, 2), size, vertices) for k in range(count)]
        return [f"POLYGON(({','.join(f'{x!r} {y!r}' for x, y in [*ring, ring[0]])}))" for ring in map(np.array, rings)]

    for name, found, fields in (
        ("parcels", shapes(1000, 150, 40), ["DKBH", "DKMC"]),
        ("line", shapes(100, 500, 400), ["BSM", "HXMC"]),
        ("field", shapes(1500, 150, 40), ["BSM", "HXMC"]),
    ):
        (tmp_path / f"{name}.gpkg").unlink(missing_ok=True)
        write_layer(tmp_path / f"{name}.gpkg", [(s, f"{name}{k}", None) for k, s in enumerate(found)], fields)
    return case


def started(case, where, *words):
    """The headless command in a process of its own; always one engine: between two runs the kernel may get compiled."""
    command = [
        sys.executable,
        "-m",
        "zoning_review_plugin",
        "review",
        str(case),
        "--json",
        "--engine",
        "shapely",
        *words,
    ]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", start_new_session=True, **where
    )


def ended(process, seconds=300):
    """(status, JSON object, standard error) of a process."""
    try:
        out, err = process.communicate(timeout=seconds)
    finally:
        process.kill()  # of no effect on one that has ended
    assert "Traceback" not in err, err
    return process.returncode, json.loads(out), err


def busy(client):
    """Keys of the review's tasks that workers have now."""
    return [key for keys in client.processing().values() for key in keys]


def test_tables_of_layers_in_memory_are_those_of_one_process(running):
    """Pieces, coverage, points, lines, null geometries: all kinds of rows, sent along as they are in memory."""
    from zoning_review_plugin.command.cluster import cluster
    from zoning_review_plugin.inputs.layers import Layers

    with cluster(running.address, Layers((), {}), pytest.fail) as executor:
        assert executor.workers >= 1
        assert_same(tables(), tables(executor))


def test_a_worker_killed_in_the_middle_leaves_no_trace(running, client, large_case, where, tmp_path):
    """The tasks of the lost worker run again elsewhere; every table is that of one process, row for row."""
    alone = started(large_case, where, "--output", str(tmp_path / "alone"))
    assert ended(alone)[0] == 0
    review = started(large_case, where, "--scheduler", running.address, "--output", str(tmp_path / "cluster"))
    with held_busy(client, running.workers) as (name, _):
        os.kill(running.workers[name].pid, signal.SIGKILL)
    status, answer, err = ended(review)
    assert (status, answer["error"]) == (0, None), err
    running.workers.pop(name).wait()
    assert len(client.scheduler_info(n_workers=-1)["workers"]) == len(running.workers)
    assert sorted(tree(tmp_path / "cluster")) == ["review.gpkg"] == sorted(tree(tmp_path / "alone"))
    for table in TABLES:
        one, other = (table_of(tmp_path / folder / "review.gpkg", table) for folder in ("alone", "cluster"))
        assert one == other, table
    facts = {row["key"]: row["value"] for row in table_of(tmp_path / "cluster" / "review.gpkg", "run")}
    assert int(facts["shards"]) > 8  # the work was shared
    assert until(lambda: not busy(client), "tasks are left") and not client.who_has()  # and nothing is kept there


def test_ctrl_c_stops_the_tasks_and_leaves_the_cluster(running, client, large_case, where, tmp_path):
    out = tmp_path / "small.review"
    out.mkdir()
    (out / "review.gpkg").write_text("earlier")
    review = started(large_case, where, "--scheduler", running.address)
    with held_busy(client, running.workers):  # so that the review cannot end before it is stopped
        os.killpg(review.pid, signal.SIGINT)
        time.sleep(0.5)
    status, answer, _ = ended(review)
    assert (status, answer["status"]) == (130, "cancelled")
    at_work = client.run(lambda dask_worker: dask_worker.state.executing_count)  # as each worker itself sees it
    assert not busy(client) and not any(at_work.values())
    assert tree(out) == {"review.gpkg": b"earlier"}
    assert client.submit(sum, [1, 2], pure=False).result(timeout=300) == 3


def test_a_file_that_a_worker_does_not_see_is_named(running, small_case, where, tmp_path, monkeypatch):
    from zoning_review_plugin.command import cluster
    from zoning_review_plugin.inputs.case.case_file import read_case
    from zoning_review_plugin.inputs.layers import open_layers
    from zoning_review_plugin.model.errors import InputFault

    layers = open_layers(read_case(small_case()))
    for found, code in ((None, "file_not_on_worker"), (1, "file_differs_on_worker")):
        asked = cluster._asked
        answer = lambda *a, found=found, asked=asked: {  # noqa: E731
            worker: {path: found for path in said} if a[1] is cluster.sizes else said
            for worker, said in asked(*a).items()
        }
        with monkeypatch.context() as patch:
            patch.setattr(cluster, "_asked", answer)
            with pytest.raises(InputFault) as fault, cluster.cluster(running.address, layers, pytest.fail):
                pass
        assert fault.value.code == code and fault.value.place.file == "line.gpkg"


def test_another_version_on_a_worker_is_told(running, monkeypatch):
    from zoning_review_plugin.command import cluster
    from zoning_review_plugin.inputs.layers import Layers
    from zoning_review_plugin.model.errors import ReviewFault

    mine, said = cluster.versions(), []
    monkeypatch.setattr(cluster, "_asked", lambda *_: {"tcp://w:1": {**mine, "geos": "3.0.0"}})
    with cluster.cluster(running.address, Layers((), {}), lambda code, params: said.append((code, params["theirs"]))):
        pass
    assert said == [("libraries_differ", "geos 3.0.0")]
    monkeypatch.setattr(cluster, "_asked", lambda *_: {"tcp://w:1": {**mine, "zoning_review": "0.0.1"}})
    with pytest.raises(ReviewFault) as fault, cluster.cluster(running.address, Layers((), {}), pytest.fail):
        pass
    assert fault.value.code == "workers_differ" and "0.0.1" in fault.value.params["theirs"]


@pytest.mark.parametrize("address, status, code", [
    ("tcp://127.0.0.1:9", 1, "scheduler_unreachable"),
    ("nowhere://1", 2, "scheduler_address"),
    ("tls://127.0.0.1:9", 2, "scheduler_address"),
])  # fmt: skip
def test_a_scheduler_that_cannot_be_used_is_told(small_case, command, monkeypatch, address, status, code):
    import dask

    with dask.config.set({"distributed.comm.timeouts.connect": "1s"}):
        answer = command("review", small_case(), "--scheduler", address, "--json", "--language", "zh")
    assert (answer.status, answer.object["error"]["code"]) == (status, code), answer.err
    assert "Traceback" not in answer.err and len(answer.lines) == 1


def test_without_dask_it_is_told_what_to_install(small_case, command, monkeypatch):
    for name in [name for name in sys.modules if name.endswith((".command.cluster", ".command.cluster_executor"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "distributed", None)
    answer = command("review", small_case(), "--scheduler", "tcp://127.0.0.1:9", "--json")
    assert (answer.status, answer.object["error"]["code"]) == (1, "library_missing")
    assert "pip install distributed" in answer.err


def test_workers_and_scheduler_exclude_each_other(small_case, command):
    answer = command("review", small_case(), "--scheduler", "tcp://127.0.0.1:9", "--workers", "2", "--json")
    assert (answer.status, answer.object["error"]["code"]) == (2, "bad_call")


def test_workers_without_the_program_and_no_workers_at_all(tmp_path, where, small_case, command):
    from zoning_review_plugin.command.cluster import cluster
    from zoning_review_plugin.inputs.layers import Layers
    from zoning_review_plugin.model.errors import ReviewFault

    bare = {"cwd": tmp_path, "env": {k: v for k, v in where["env"].items() if k != "PYTHONPATH"}}
    found = SmallCluster(tmp_path / "bare", bare)
    try:
        with pytest.raises(ReviewFault) as fault, cluster(found.address, Layers((), {}), pytest.fail, 0.5):
            pass
        assert fault.value.code == "cluster_without_workers"
        found.start_worker("a")
        answer = command("review", small_case(), "--scheduler", found.address, "--json")
        assert (answer.status, answer.object["error"]["code"]) == (1, "workers_without_program"), answer.err
        assert "PYTHONPATH" in answer.err and "zoning_review_plugin" in answer.err
    finally:
        found.end()


@pytest.fixture
def certificates(tmp_path):
    """Dask's settings for TLS with certificates of our own."""
    pytest.importorskip("cryptography")
    made, found = Security.temporary(), {}
    for name, text in (("ca-file", made.tls_ca_file), ("cert", made.tls_client_cert), ("key", made.tls_client_key)):
        path = tmp_path / f"{name}.pem"
        path.write_text(text)
        for role in [""] if name == "ca-file" else ["client.", "scheduler.", "worker."]:
            found[f"distributed.comm.tls.{role}{name}"] = str(path)
    return found


def test_tls_and_what_is_told_when_workers_and_scheduler_are_lost(certificates, where, tmp_path, small_case):
    import dask

    from zoning_review_plugin.command.cluster import cluster
    from zoning_review_plugin.inputs.layers import Layers
    from zoning_review_plugin.model.errors import ReviewFault

    settings = {**certificates, "distributed.scheduler.allowed-failures": "0"}
    named = {f"DASK_{key.replace('.', '__').replace('-', '_').upper()}": value for key, value in settings.items()}
    safe = {"cwd": where["cwd"], "env": {**where["env"], **named}}
    found = SmallCluster(tmp_path / "tls", safe, tls=True)
    try:
        assert found.address.startswith("tls://")
        found.start_worker("a")
        status, answer, err = ended(started(small_case(), safe, "--scheduler", found.address))
        assert (status, answer["summary"]["overlaps"]) == (0, 1), err
        with dask.config.set(certificates), cluster(found.address, Layers((), {}), pytest.fail) as executor:
            with pytest.raises(ReviewFault) as fault:
                executor.submit(os._exit, 1).result(timeout=300)
            assert fault.value.code == "worker_lost_often" and fault.value.params["count"] == 1
            waiting = executor.submit(sum, [1, 2])  # for a worker that never comes
            found.scheduler.kill()
            with pytest.raises(ReviewFault) as fault:
                waiting.result(timeout=300)
            assert fault.value.code == "scheduler_lost"
    finally:
        found.end()


def test_what_waits_for_a_worker_that_never_comes_can_be_stopped(tmp_path, where):
    from zoning_review_plugin.command.cluster import cluster
    from zoning_review_plugin.inputs.layers import Layers
    from zoning_review_plugin.model.errors import ReviewFault

    found = SmallCluster(tmp_path / "one", where)
    try:
        found.start_worker("a")
        with cluster(found.address, Layers((), {}), pytest.fail) as executor, executor.stop_sign() as sign:
            found.workers["a"].kill()
            until(lambda: executor.workers == 0, "the scheduler has not noticed")
            waiting = executor.submit(sum, [1, 2])
            assert not waiting.cancel()
            sign.put_up()
            with pytest.raises(ReviewFault):
                waiting.result(timeout=300)
    finally:
        found.end()


def test_the_script_starts_a_cluster_and_ends_it(root, small_case, where):
    if not (root / ".venv" / "bin" / "python").exists():
        pytest.skip("the scripts' own environment is not there")
    script = ["bash", str(root / "scripts" / "cluster.sh"), "--workers", "1", "--port", "0"]
    cluster = subprocess.Popen(
        script, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", start_new_session=True
    )
    try:
        address = cluster.stdout.readline().strip()
        assert address.startswith("tcp://127.0.0.1:")
        assert ended(started(small_case(), where, "--scheduler", address))[0] == 0
    finally:
        cluster.terminate()
        _, said = cluster.communicate(timeout=300)
    assert cluster.returncode == 0 and f"--scheduler {address}" in said
    with pytest.raises(OSError), Client(address, timeout=1):
        pass
