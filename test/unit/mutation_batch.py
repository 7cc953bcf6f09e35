"""Reviews of cases named on standard input, one answer a line: run apart, so that GDAL may crash or never come back.

Each line in: the path of a case. Each line out is JSON with "tables", "told" and "faults", or "fault", or "raised".
"""

import json
import re
import sys
from dataclasses import replace
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from zoning_review_plugin.inputs.case.case_file import read_case
from zoning_review_plugin.inputs.layers import open_layers
from zoning_review_plugin.inputs.ogr.gdal_calls import silence_threads
from zoning_review_plugin.model.errors import ReviewFault
from zoning_review_plugin.review.review import review

TABLES = ("subject", "overlap", "exposure")


def plain(table):
    """Rows of a table without geometry, as lists that JSON can hold; unknown values are None."""
    frame = pd.DataFrame(table).drop(columns="geom", errors="ignore").astype(object)
    return [list(frame.columns), frame.where(frame.notna(), None).to_numpy().tolist()]


def reviewed(case):
    """(result, {key: fault} of the constraints that had to be left out because the case itself is wrong with them)."""
    faults = {}
    while True:
        try:
            return review(case, open_layers(case)), faults
        except ReviewFault as fault:
            named = re.match(r"constraints\[(\d+)\]", fault.place.key or "")
            if named is None or len(case.constraints) == 1:
                raise
            wrong = case.constraints[int(named[1]) - 1]
            faults[wrong.key] = fault.code
            case = replace(case, constraints=tuple(one for one in case.constraints if one is not wrong))


def answer(path):
    """What a review of the case says."""
    try:
        result, faults = reviewed(read_case(path))
    except ReviewFault as fault:
        return {"fault": fault.code}
    except Exception as error:
        return {"raised": f"{type(error).__name__}: {error}"}
    issue = result.tables["issue"]
    told = issue[issue["severity"].isin(["warning", "error"])]
    columns = ["layer", "feature_id", "check_code", "severity"]
    return {
        "tables": {name: plain(result.tables[name]) for name in TABLES},
        "told": [list(map(str, row)) for row in told[columns].itertuples(index=False)],
        "faults": faults,
    }


silence_threads()
for line in sys.stdin:
    print(json.dumps(answer(Path(line.strip())), default=str), flush=True)
