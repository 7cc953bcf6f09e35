"""The inputs of a review looked at by themselves: what the gate finds, and which layers can be used."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ..inputs.case.case_place import tells_place
from ..inputs.checks.layers_apart import layers_apart
from ..inputs.layers import Layers
from ..inputs.meaning.fields import with_found_fields
from ..model.case import Case
from ..model.codes import Severity
from ..model.progress import Progress
from ..overlay.shapes import Shapes
from .account import LayerAccount, corners_of, survey
from .coverage import ground_unknown, read_coverages
from .elsewhere import nothing_near, subjects_apart
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
    frame = Frame(crs, case.options.area_basis, subjects.bounds(), subjects.marks())
    left = Left(np.arange(len(subjects)), subjects.ids, Shapes(subjects.geometry, frame.measure))
    grounds = read_coverages(case, layers, frame, left.near(0.0))
    case, told = with_found_fields(case, layers)
    issues = [
        *remarks_on_case(case, subjects, frame),
        *subjects.issues,
    ]
    for ground in grounds.values():
        issues += ground.account.issues
    accounts = {}
    for place, constraint in enumerate(case.constraints):
        progress.step("stage.check", place / len(case.constraints))
        ground = grounds[constraint.key].polygons if constraint.key in grounds else None
        account = survey(case, layers, frame, constraint.key, ground=ground)
        of_fields = [issue for issue in told if issue.layer == constraint.key]
        account = accounts[constraint.key] = replace(account, issues=(*of_fields, *account.issues))
        issues += [*account.issues, *nothing_near(case, constraint, account.usable and account.apart)]
        issues += ground_unknown(constraint, Severity.REMARK) if account.usable else []
    issues += [*subjects_apart(subjects.gates, accounts, layers), *layers_apart(corners_of(accounts), crs)]
    return Checked(issue_table(issues, case.language), len(subjects), accounts, crs)
