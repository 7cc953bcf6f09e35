"""What tables and writers cost: python -m bench.outputs [--subjects 500000] [--clauses 0] [--schemes 0] [--of NAME…]

Makes a `Result` of that size (`bench.made_result`) in a process of its own for each builder of tables and each writer,
and prints one JSON object for each: CPU seconds, rows or bytes, MB that the process takes with the Result and all
libraries, and its peak from then on (Linux). --profile: where the time goes, too.
"""

from __future__ import annotations

import argparse
import cProfile
import ctypes
import gc
import json
import pstats
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from .made_result import in_folder, made_result

WRITERS = ("gpkg", "xlsx", "csv", "json")
_SUBJECTS = 500_000


def main():
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m bench.outputs", description=__doc__)
    parser.add_argument("--subjects", type=int, default=_SUBJECTS)
    parser.add_argument("--clauses", type=int, default=0)
    parser.add_argument("--schemes", type=int, default=0)
    parser.add_argument("--without-land-use", action="store_true")
    parser.add_argument("--of", nargs="+", help="names of builders, `basic`, or kinds of outputs; all if left out")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measured(options.one, options)))
        return
    for name in options.of or (*_builders(), "basic", *WRITERS):
        call = [sys.executable, "-m", "bench.outputs", "--one", name, *_again(options)]
        found = subprocess.run(call, stdout=subprocess.PIPE, text=True)
        lines = found.stdout.splitlines() or [json.dumps({"what": name, "status": found.returncode})]
        print("\n".join(lines if options.profile else lines[-1:]), flush=True)


def _again(options):
    call = [f"--{name}={getattr(options, name)}" for name in ("subjects", "clauses", "schemes")]
    call += ["--without-land-use"] * options.without_land_use
    return call + ["--profile"] * options.profile


def _builders():
    from zoning_review_plugin.tables.review_tables import BUILDERS

    return {builder.__name__: builder for builder in BUILDERS}


def measured(name, options):
    """{what was done, its CPU seconds, rows, MB} of one builder, of `basic`, or of one writer."""
    result = made_result(options.subjects, options.clauses, options.schemes, not options.without_land_use)
    with tempfile.TemporaryDirectory() as folder:
        work = _work(name, in_folder(result, folder), folder)
        before, begin = _start_mb(), time.process_time()
        profile = cProfile.Profile() if options.profile else None
        rows = profile.runcall(work) if profile else work()
        spent = time.process_time() - begin
    if profile:
        pstats.Stats(profile, stream=sys.stdout).sort_stats("cumulative").print_stats(30)
    found = {"what": name, "subjects": options.subjects, "cpu_s": round(spent, 1), "rows": rows}
    return {**found, "result_mb": before, "peak_mb": _status_mb("VmHWM")}


def _work(name, result, folder):
    """What is to be measured, as a function; all that it imports is imported now."""
    if name in WRITERS:
        from zoning_review_plugin.outputs.writing import write_outputs

        return lambda: sum(path.stat().st_size for path in write_outputs(result, [name], Path(folder) / "out")[name])
    if name == "basic":
        from zoning_review_plugin.tables.basic import basic_tables

        return lambda: sum(len(table.rows) for table in basic_tables(result))
    from zoning_review_plugin.tables.report_style import style_of

    build = _builders()[name]
    return lambda: len(build(result, style_of(result)).rows)


def _start_mb():
    """MB that the process takes now; from here on its peak counts anew."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)  # what making the Result needed beside it
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return _status_mb("VmRSS")


def _status_mb(name):
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith(name))


if __name__ == "__main__":
    main()
