"""What all tests share: where the reference data lies, and a loud word when it is not there."""

import os
import pathlib

import pytest
from hypothesis import settings

import zoning_review_plugin  # noqa: F401  before any test imports pyproj: it tells where PROJ's data lies

ROOT = pathlib.Path(__file__).resolve().parents[1]
REFERENCE = pathlib.Path(os.environ.get("ZONING_REVIEW_REFERENCE", ROOT.parent / "shared"))
_WITHOUT = "reference data not found"

# Where a run decides what lands, the same examples are tried each time; at a desk new ones are looked for.
settings.register_profile("steady", derandomize=True)
if "ZONING_REVIEW_STEADY_TESTS" in os.environ:
    settings.load_profile("steady")


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
