"""Layers damaged at random places: a review gives the figures of the whole ones, or says what is wrong.

680 mutations from a fixed seed, over shapefiles, GeoPackages, GeoJSON and FlatGeobuf. Reviews run in processes of their
own, with a limit of time for each, since GDAL may crash or never come back. Damaged constraint layers are reviewed some
to a case, each beside the others; where such a case as a whole fails, each of its layers is reviewed again by itself.
"""

import json
import math
import queue
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Thread

import pytest

from .mutation_layers import PARTS, SUFFIXES, case_of, copied, make
from .mutation_unseen import REASONS, unseen
from .mutations import KINDS, mutations

EACH, SEED, AT_ONCE, LIMIT_S = 170, 20261122, 8, 300
BATCH = Path(__file__).with_name("mutation_batch.py")
# Of the changes of figures the part that may stay unseen: more than this, and something is no longer looked at.
MOST_UNSEEN = {"shapefile": 0.16, "geopackage": 0.08, "geojson": 0.08, "flatgeobuf": 0.16}


def answers(cases):
    """What reviews of some cases (paths) say: a dict each; one that ended its process or the time gives {"crashed"}."""
    found = []
    while len(found) < len(cases):
        found += some_answers(cases[len(found) :])
        if len(found) < len(cases):
            found.append({"crashed": f"the process ended, or took more than {LIMIT_S} s"})
    return found


def some_answers(cases):
    """The answers of one process, up to the first case that it does not come back from."""
    lines = "".join(f"{path}\n" for path in cases).encode()
    words = [sys.executable, "-W", "ignore", str(BATCH)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        said = queue.SimpleQueue()
        Thread(target=lambda: [*map(said.put, process.stdout), said.put(None)], daemon=True).start()
        process.stdin.write(lines)
        process.stdin.close()
        found = []
        try:
            for line in iter(lambda: said.get(timeout=LIMIT_S), None):
                found.append(json.loads(line))
        except queue.Empty:
            process.kill()
    return found


def side_by_side(cases):
    """`answers` from two processes."""
    half = (len(cases) + 1) // 2
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(answers, (cases[:half], cases[half:]))
    return first + second


def figures(answer, key):
    """(rows of the tables for one constraint, what is told of it) of an answer; of the subjects where key is None."""
    tables = {}
    for name, (columns, rows) in answer["tables"].items():
        place = columns.index("constraint_key") if "constraint_key" in columns else None
        chosen = [row for row in rows if place is None or key is None or row[place] == key]
        tables[name] = [[cell for k, cell in enumerate(row) if k != place] for row in chosen]
    told = {tuple(row[1:]) for row in answer["told"] if key is None or row[0] == key}
    return tables, told


def same(one, other):
    """Whether figures agree: numbers to 1e-5 m2 or 1e-9 of themselves, all else to the letter."""
    if isinstance(one, list):
        return isinstance(other, list) and len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-5)
    return one == other


class Runs:
    """All mutations of one form with what came of them: lists of messages, and counts."""

    def __init__(self, form, folder):
        self.form, self.wrong, self.counts, self.unseen = form, [], Counter(), Counter()
        self.whole = make(folder / "whole", form)
        self._content = {
            layer: {suffix: (self.whole / f"{layer}{suffix}").read_bytes() for suffix in PARTS[form]}
            for layer in ("subjects", "line", "twin")
        }
        self.every = mutations(self.whole, form, PARTS[form], EACH, SEED)
        for number, mutation in enumerate(self.every):
            copied(self.whole, folder / str(number), form, mutation.layer, mutation.damage)
        self._run(folder)

    def _run(self, folder):
        lines = [k for k, mutation in enumerate(self.every) if mutation.layer == "line"]
        alone = [k for k in range(len(self.every)) if k not in lines]
        groups = [lines[k : k + AT_ONCE] for k in range(0, len(lines), AT_ONCE)]
        cases = [self.whole / "small.review.yaml", *(folder / str(k) / "small.review.yaml" for k in alone)]
        for number, group in enumerate(groups):
            sources = {f"m{k}": folder / str(k) / f"line{SUFFIXES[self.form]}" for k in group}
            cases.append(case_of(self.whole / f"group{number}.review.yaml", SUFFIXES[self.form], sources))
        base, *found = side_by_side(cases)
        self.base = base
        for k, answer in zip(alone, found):
            self._judge(k, answer, None)
        again = []
        for group, answer in zip(groups, found[len(alone) :]):
            if "tables" not in answer:
                again += group
                continue
            for k in group:
                self._judge(k, answer, f"m{k}")
        for k, answer in zip(again, side_by_side([folder / str(k) / "small.review.yaml" for k in again])):
            self._judge(k, answer, "erl")

    def _judge(self, number, answer, key):
        """Take down what came of one mutation."""
        mutation = self.every[number]
        if "fault" in answer or key in answer.get("faults", ()):
            self.counts["told by a fault"] += 1
            return
        if "tables" not in answer:
            self.wrong.append(f"{mutation.where}: {answer}")
            return
        tables, told = figures(answer, key)
        right, known = figures(self.base, "erl" if key else None)
        if same(tables, right):
            self.counts["same figures"] += 1
        elif told - known:
            self.counts["told by an issue"] += 1
        else:
            self._in_silence(mutation, {name: rows for name, rows in tables.items() if not same(rows, right[name])})

    def _in_silence(self, mutation, tables):
        whole = self._content[mutation.layer]
        strangers = set(self._content["twin"].values()) - set(whole.values())
        reason = unseen(self.form, whole, {**whole, **mutation.damage}, strangers)
        if reason:
            self.unseen[reason] += 1
        else:
            self.wrong.append(f"{mutation.where}: other figures in silence: {str(tables)[:300]}")


@pytest.fixture(scope="module", params=list(PARTS))
def runs(request, tmp_path_factory):
    """The `Runs` of one form."""
    return Runs(request.param, tmp_path_factory.mktemp(request.param))


def test_no_other_figures_in_silence(runs, record_property):
    assert runs.base["told"] == [] and sum(map(len, runs.base["tables"].values())) > 0
    assert runs.wrong == [], "\n".join(runs.wrong)
    record_property("outcomes", f"{runs.form}: {dict(runs.counts)}, unseen {dict(runs.unseen)}")
    assert sum(runs.counts.values()) + sum(runs.unseen.values()) == len(runs.every) == EACH
    kinds = {mutation.kind for mutation in runs.every}
    assert kinds == set(KINDS) - ({"exchanged"} if len(PARTS[runs.form]) == 1 else set())


def test_what_stays_unseen_is_little_and_of_known_kinds(runs):
    """Each such mutation left files that agree with all that they say of themselves: `mutation_unseen.REASONS`."""
    assert set(runs.unseen) <= set(REASONS) and runs.unseen["names"] == 0  # the case names the fields that it uses
    changed = EACH - runs.counts["same figures"]
    assert changed > EACH / 2
    assert sum(runs.unseen.values()) <= MOST_UNSEEN[runs.form] * changed, dict(runs.unseen)
