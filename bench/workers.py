"""A review in shards over a pool of processes: python -m bench.workers CASE --workers N --shards K --engine kernel

Not the command's `--workers 1`, which makes no shards: one worker and two are to do the same work.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
from concurrent.futures import ProcessPoolExecutor

from zoning_review_plugin.inputs.case.case_file import read_case
from zoning_review_plugin.inputs.layers import open_layers
from zoning_review_plugin.review import review as reviews
from zoning_review_plugin.review import shards


def main():
    """The command; nothing is written."""
    parser = argparse.ArgumentParser(prog="python -m bench.workers", description=__doc__)
    parser.add_argument("case")
    parser.add_argument("--workers", type=int, required=True)
    parser.add_argument("--shards", type=int, required=True)
    parser.add_argument("--engine", default="kernel")
    options = parser.parse_args()
    case = read_case(options.case)
    with ProcessPoolExecutor(options.workers, multiprocessing.get_context("spawn")) as executor:
        executor.workers = options.shards / shards.SHARDS_A_WORKER  # as many as the review takes to run at once
        result = reviews.review(case, open_layers(case), executor, engine=options.engine)
    facts = result.tables["run"].set_index("key")["value"]
    print(json.dumps({"overlaps": len(result.tables["overlap"]), "shards": facts.get("shards")}))


if __name__ == "__main__":
    main()
