"""The inputs of a review looked at by themselves: what the gate finds, and which layers can be used."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ..inputs.case_place import tells_place
from ..inputs.fields import with_found_fields
from ..inputs.layers import Layers
from ..model.case import Case
from ..model.progress import Progress
from ..overlay.shapes import Shapes
from .account import LayerAccount, survey
from .coverage import read_coverages
from .frame import Frame
from .issues import issue_table
from .left import Left
from .remarks import remarks_on_case
from .subjects import analysis_crs, read_subjects


@dataclass(frozen=True)
class Checked:
    """issue: table of contract section 5. subjects: how many. accounts: by constraint key. crs: analysis CRS."""

    issue: pd.DataFrame
    subjects: int
    accounts: dict[str, LayerAccount]
    crs: object

    def verdicts(self):
        """{constraint key: verdict and counts} as `check --json` tells them."""
        return {
            key: {"verdict": account.verdict, "features": account.count, "issues": len(account.issues)}
            for key, account in self.accounts.items()
        }


@tells_place
def check(case: Case, layers: Layers, progress=None) -> Checked:
    """Pass every input through the gate and overlay nothing. Raises as `review` does."""
    progress = progress or Progress()
    case = case.dated(datetime.datetime.now().astimezone().date())
    crs = analysis_crs(case, layers)
    subjects = read_subjects(case, layers, crs, progress)
    frame = Frame(crs, case.options.area_basis, subjects.bounds())
    left = Left(np.arange(len(subjects)), subjects.ids, Shapes(subjects.geometry, frame.measure))
    case, told = with_found_fields(case, layers)
    issues = [
        *remarks_on_case(case, layers, frame),
        *subjects.issues,
        *read_coverages(case, layers, frame, left)[1],
    ]
    accounts = {}
    for place, constraint in enumerate(case.constraints):
        progress.step("stage.check", place / len(case.constraints))
        account = survey(case, layers, frame, constraint.key)
        of_fields = [issue for issue in told if issue.layer == constraint.key]
        accounts[constraint.key] = replace(account, issues=(*of_fields, *account.issues))
        issues += accounts[constraint.key].issues
    return Checked(issue_table(issues, case.language), len(subjects), accounts, crs)
