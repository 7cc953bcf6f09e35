"""Runs are kept, one file each, so that a broken series goes on where it stopped."""

from __future__ import annotations

import datetime
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from .measure import measure
from .plan import LONG_S

_MOST_S = 3600.0


@dataclass(frozen=True)
class Job:
    """One thing to be measured: `engine` and `work` name it, `parcels` is the size of its sample (None: all)."""

    engine: str
    work: str
    command: tuple
    parcels: int | None = None
    server: bool = False

    @property
    def name(self):
        """Its name among the files."""
        return f"{self.engine}-{self.work}" + (f"-{self.parcels}" if self.parcels else "")


@dataclass(frozen=True)
class Run:
    """What one run took. seconds: of the whole process, or what it says itself.

    peak: bytes, None where not told. fault: "" if it went well.
    """

    seconds: float
    peak: int | None
    fault: str = ""
    answer: dict = field(default_factory=dict)
    date: str = ""


class Runs:
    """The kept runs in a folder."""

    def __init__(self, folder, environment):
        self._folder, self._environment = Path(folder), environment
        self._folder.mkdir(parents=True, exist_ok=True)

    def of(self, job):
        """The runs of a job that went well; the last that failed if none did."""
        found = [self._read(path) for path in sorted(self._folder.glob(f"{job.name}.*.json"))]
        return [run for run in found if not run.fault] or found[-1:]

    def finished(self, job, repeats):
        """Whether nothing is left to do. Samples are run once, and so is what takes long."""
        runs = [run for run in self.of(job) if not run.fault]
        return len(runs) >= (1 if job.parcels else repeats) or any(run.seconds > LONG_S for run in runs)

    def run(self, job, environment):
        """Run a job once more and keep what it took."""
        number = len(list(self._folder.glob(f"{job.name}.*.json")))
        log = self._folder / f"{job.name}.{number}.log"
        measured = measure(job.command, {**self._environment, **environment}, log, _MOST_S)
        fault = "" if measured.status == 0 else fault_in(log, measured.status)
        seconds = measured.answer.get("seconds", measured.wall)
        date = datetime.datetime.now().isoformat(timespec="seconds")
        run = Run(seconds, None if job.server else measured.peak, fault, measured.answer, date)
        (self._folder / f"{job.name}.{number}.json").write_text(json.dumps(asdict(run), indent=1), encoding="utf-8")
        return run

    def forget(self, engines):
        """Remove the runs of these engines, so that they are measured again."""
        for engine in engines:
            for path in self._folder.glob(f"{engine}-*"):
                path.unlink()

    def _read(self, path):
        return Run(**json.loads(path.read_text(encoding="utf-8")))


def fault_in(log, status):
    """The last words of a failed process."""
    lines = [line for line in log.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip()]
    return (lines[-1].strip() if lines else "no words")[:300] + f" (status {status})"
