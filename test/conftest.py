"""What all tests share: where the reference data lies, and a loud word when it is not there."""

import os
import pathlib

import pytest
from hypothesis import HealthCheck, settings

import zoning_review_plugin  # noqa: F401  before any test imports pyproj: it tells where PROJ's data lies

ROOT = pathlib.Path(__file__).resolve().parents[1]
REFERENCE = pathlib.Path(os.environ.get("ZONING_REVIEW_REFERENCE", ROOT.parent / "shared"))
_WITHOUT = "reference data not found"

# No example fails for being slow: that tells of the machine. Where a run decides what lands, the same examples are
# tried each time; at a desk new ones are looked for.
_UNTIMED = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("desk", **_UNTIMED)
settings.register_profile("steady", derandomize=True, **_UNTIMED)
settings.load_profile("steady" if "ZONING_REVIEW_STEADY_TESTS" in os.environ else "desk")


@pytest.fixture(scope="session")
def reference():
    """The folder of reference data; tests that need it are skipped, and counted, where it is absent."""
    if not (REFERENCE / "cases").is_dir():
        pytest.skip(_WITHOUT)
    return REFERENCE


@pytest.fixture(scope="session")
def root():
    """The top of the checkout."""
    return ROOT


def pytest_terminal_summary(terminalreporter):
    """Say how many tests were skipped for want of reference data."""
    skipped = [report for report in terminalreporter.stats.get("skipped", []) if _WITHOUT in str(report.longrepr)]
    if skipped:
        terminalreporter.write_line(f"SKIPPED: {len(skipped)}, {_WITHOUT}", yellow=True)
