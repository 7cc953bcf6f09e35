"""A whole series: python -m bench SIZE [options]; `bash bench/run.sh` calls it with everything in place."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
from pathlib import Path

from .engines import ENGINES, ROOT
from .machine import machine, use_cpus
from .making.region import SIZES
from .plan import REPEATS
from .series import overlap_jobs, own_jobs, run_rounds, tried
from .summary import summarised
from .tables import into_documents, markdown
from .workplace import Workplace


def main():
    """The command."""
    options = _options()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that a server of ours ends with us
    os.chdir(ROOT)
    use_cpus(options.cpus)
    chosen = [engine for engine in ENGINES if not options.engines or engine.name in options.engines.split(",")]
    name = options.size + ("-given" if options.data else "")
    folder = Path(options.out or ROOT / "bench" / "out" / name)
    with Workplace(folder, options.size, options.data) as place:
        place.runs.forget(options.again.split(",") if options.again else [])
        place.make_data()
        results = _measured(place, chosen, options)
    _write(results, options)


def _options():
    parser = argparse.ArgumentParser(prog="bash bench/run.sh", description="Measures the overlap engine and its peers.")
    parser.add_argument("size", choices=SIZES)
    parser.add_argument("--data", help="a folder with the five GeoPackages, made elsewhere")
    parser.add_argument(
        "--out", help="where runs are kept; called again, a series goes on there (default: bench/out/SIZE)"
    )
    parser.add_argument("--repeats", type=int, default=REPEATS)
    parser.add_argument("--engines", help=f"only these, parted by commas: {','.join(e.name for e in ENGINES)}")
    parser.add_argument("--again", help="measure these anew, parted by commas")
    parser.add_argument("--cpus", type=int, default=2)
    parser.add_argument("--docs", action="store_true", help="put the tables into docs/benchmarks.md and .zh.md")
    return parser.parse_args()


def _measured(place, chosen, options):
    """Try, run in rounds, compare."""
    where = machine()
    _say(f"Load before: {where['load']}. Nothing else should run now.")
    found = tried(place, chosen, options.cpus, _say)
    ready = [engine for engine in chosen if not found[engine.name][1]]
    own = next((engine.name for engine in ready if engine.own), None)
    jobs = overlap_jobs(place, ready, options.cpus)
    beside = own_jobs(place, own, options.cpus) if own else []
    run_rounds(place, [*jobs, *beside], options.repeats, _say)
    return summarised(place, chosen, found, jobs, beside, where)


def _write(results, options):
    """The file of results, the same as Markdown, and the documents if asked."""
    folder = ROOT / "bench" / "results"
    folder.mkdir(exist_ok=True)
    path = folder / f"{results['size']}-{results['date']}.json"
    path.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    table = markdown(results, "en")
    path.with_suffix(".md").write_text(table, encoding="utf-8")
    if options.docs:
        into_documents(results)
    _say(table)


def _say(text):
    print(text, flush=True)


if __name__ == "__main__":
    main()
